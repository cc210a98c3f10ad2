"""The house rules of the tree, each checked on the whole site and on a small file that breaks it."""

from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import models
from django.http import HttpResponse
from django.test.utils import isolate_apps
from django.urls import get_resolver, include, path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe
from django.views.generic import TemplateView

from tests.structure import addresses, data, files, imports
from tests.structure.sources import APPS, ROOT, Source, code, our_tests, templates

# Every address a stranger may open. Whoever adds one says here why.
PUBLIC = {
    # Getting in and out, and finding a password again: allauth's own pages.
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "mfa_authenticate",
    "mfa_login_webauthn",
    # They answer with a page that says no: sign-up is closed, addresses are not confirmed by mail.
    "account_signup",
    "account_confirm_email",
    "account_confirm_login_code",
    "account_email_verification_sent",
    # The admin's login leads to ours.
    "admin:login",
    # The language of a page, before the login too.
    "set_language",
    # One-click login of a demonstration; not found on any other site.
    "reports:demo_login",
    # A personal link opens an account that nobody can sign in to yet.
    "blocs:access",
    # The public list of honours.
    "awards:honours",
}

CODE = code()
TESTS = our_tests()
OURS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
ADDRESSES = list(addresses.addresses(get_resolver().url_patterns))


def bad(path, text):
    return [Source(path, text)]


# Imports


def test_no_app_imports_from_above():
    assert list(imports.upward_apps(CODE)) == []


@pytest.mark.parametrize(
    "text",
    [
        "import awards.models",
        "from awards import models",
        "from reports.views import home",
        "from ..reports import x",
    ],
)
def test_an_import_from_above_is_found(text):
    assert list(imports.upward_apps(bad("emulation/actions/pledge.py", text.replace("..", "..."))))


def test_an_import_from_below_is_allowed():
    assert not list(imports.upward_apps(bad("awards/actions/x.py", "from emulation.models import Cycle")))


def test_no_room_imports_a_higher_one():
    assert list(imports.upward_rooms(CODE)) == []


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("emulation/models/pledge.py", "from emulation.rules import can_sign_pledge"),
        ("emulation/models/pledge.py", "from blocs.views import people"),
        ("emulation/rules/pledge.py", "from emulation.queries.pledge import signatures"),
        ("emulation/actions/pledge.py", "from emulation.forms.pledge import PledgeForm"),
        ("emulation/documents/pledge.py", "from emulation.actions.pledge import sign_pledge"),
        ("emulation/scoring/sheets.py", "from emulation.models import ScoreSheet"),
        ("emulation/stuff.py", ""),
    ],
)
def test_a_higher_room_or_one_without_a_name_is_found(where, text):
    assert list(imports.upward_rooms(bad(where, text)))


def test_a_view_may_import_everything_below():
    text = "from emulation.actions.pledge import sign_pledge\nfrom emulation.forms.pledge import PledgeForm"
    assert not list(imports.upward_rooms(bad("emulation/views/pledge.py", text)))


def test_nothing_is_imported_inside_a_function():
    assert list(imports.imports_in_functions(CODE + TESTS)) == []
    assert list(
        imports.imports_in_functions(bad("blocs/x.py", "def f():\n    if 1:\n        from a import b"))
    )


def test_the_arithmetic_is_pure():
    assert {source.app for source in CODE if imports.room(source.module) in imports.ARITHMETIC}
    assert list(imports.impure_arithmetic(CODE)) == []


@pytest.mark.parametrize(
    "text", ["import django", "from blocs import numbers", "import math", "x = 0.5", "float(1)"]
)
def test_impure_arithmetic_is_found(text):
    assert list(imports.impure_arithmetic(bad("emulation/scoring/x.py", text)))
    assert not list(imports.impure_arithmetic(bad("emulation/views/x.py", text)))


def test_one_module_alone_typesets():
    assert imports.importers(CODE, "weasyprint") == ["emulation/pdf.py"]
    assert imports.importers(bad("a/b.py", "from weasyprint.text import fonts"), "weasyprint") == ["a/b.py"]


def test_nothing_happens_by_signal():
    assert list(imports.signals(CODE)) == []


@pytest.mark.parametrize(
    "text",
    [
        "from django.db.models.signals import post_save",
        "import django.dispatch",
        "apps.get_model('blocs', 'Bloc')",
    ],
)
def test_a_signal_is_found(text):
    assert list(imports.signals(bad("blocs/x.py", text)))


def test_template_tags_ask_nothing():
    assert list(imports.asking_tags(CODE)) == []
    assert list(imports.asking_tags(bad("blocs/templatetags/x.py", "from blocs.models import Bloc")))


def test_every_module_has_a_telling_name():
    assert list(imports.empty_names([source.path for source in CODE])) == []
    assert list(imports.empty_names(["blocs/utils.py"])) == ["blocs/utils.py"]
    assert list(imports.empty_names(["emulation/core/x.py"])) == ["emulation/core/x.py"]


# Addresses


def test_every_address_needs_a_login_except_the_marked_ones():
    assert ADDRESSES
    assert addresses.open_to_strangers(ADDRESSES) == PUBLIC


def test_the_login_is_asked_for_before_anything_else_sees_the_view():
    order = settings.MIDDLEWARE
    login = order.index("django.contrib.auth.middleware.LoginRequiredMiddleware")
    assert order.index("django.contrib.auth.middleware.AuthenticationMiddleware") < login
    assert all("LoginRequired" in name for name in order[login : login + 1])


def view(request, pk=0):
    return HttpResponse()


def act(request, pk=0):
    return HttpResponse()


def named(view, name="x"):
    return list(addresses.addresses([path("x/", view, name=name)]))


def test_an_open_address_is_found():
    assert addresses.open_to_strangers(named(login_not_required(lambda request: HttpResponse()))) == {"x"}
    assert addresses.open_to_strangers(named(lambda request: HttpResponse())) == set()


def test_addresses_are_known_by_their_full_names():
    inner = ([path("y/", view, name="y"), path("z/", view)], "inner")
    assert [one.name for one in addresses.addresses([path("x/", include(inner))])] == ["inner:y", "x/z/"]


def test_every_view_of_ours_names_its_methods_and_every_act_refuses_get():
    assert list(addresses.careless_methods([one for one in ADDRESSES if one.ours])) == []


@pytest.mark.parametrize(
    "careless",
    [
        view,
        login_not_required(view),
        TemplateView.as_view(),
        require_http_methods(["PUT"])(view),
        require_http_methods(["OPTIONS", "POST"])(view),
    ],
)
def test_a_careless_view_is_found(careless):
    assert list(addresses.careless_methods(named(careless)))


@pytest.mark.parametrize(
    "careful",
    [
        require_safe(view),
        require_GET(view),
        require_POST(view),
        never_cache(require_http_methods(["GET", "POST"])(view)),
    ],
)
def test_a_careful_view_is_left_alone(careful):
    assert not list(addresses.careless_methods(named(careful)))


def test_no_view_for_reading_acts():
    assert list(addresses.acting_readers(CODE)) == []


@pytest.mark.parametrize("call", ["sign_pledge(pledge)", "pledges.sign_pledge(pledge)"])
def test_a_view_for_reading_that_acts_is_found(call):
    begin = "from emulation.actions.pledge import sign_pledge\nfrom emulation.actions import pledges\n"
    text = f"{begin}@require_safe\ndef show(request):\n    {call}\n"
    assert list(addresses.acting_readers(bad("emulation/views/x.py", text)))
    assert not list(addresses.acting_readers(bad("emulation/views/x.py", text.replace("safe", "POST"))))


def test_requests_open_no_transaction_of_their_own():
    assert settings.DATABASES["default"].get("ATOMIC_REQUESTS", False) is False


# Data


def test_every_moment_with_a_person_is_bound_to_that_person():
    assert OURS
    assert list(data.unbound_pairs(OURS)) == []


@isolate_apps("tests")
def test_an_unbound_pair_is_found():
    class Whole(models.Model):  # noqa: DJ008
        signed_at = models.DateTimeField(null=True)
        signed_by = models.CharField(null=True)
        opened_time = models.DateTimeField()

        class Meta:
            app_label = "tests"
            constraints = [
                models.CheckConstraint(
                    name="signed",
                    condition=models.Q(signed_at__isnull=True, signed_by__isnull=True)
                    | models.Q(signed_at__isnull=False, signed_by__isnull=False),
                )
            ]

    class Broken(models.Model):  # noqa: DJ008
        signed_at = models.DateTimeField(null=True)
        signed_by = models.CharField(null=True)
        locked_at = models.DateTimeField(null=True)
        decided_by = models.CharField(null=True)
        opened = models.DateTimeField()

        class Meta:
            app_label = "tests"
            constraints = [
                models.CheckConstraint(
                    name="half",
                    condition=models.Q(signed_at__isnull=True) | models.Q(signed_by__isnull=False),
                )
            ]

    assert list(data.unbound_pairs([Whole])) == []
    assert len(list(data.unbound_pairs([Broken]))) == 4


def test_no_sql_reckons_with_decimals():
    decimals = data.decimal_names(OURS)
    assert "total" in decimals
    assert list(data.sql_over_decimals(CODE, decimals)) == []


@pytest.mark.parametrize(
    "text",
    [
        "x.aggregate(Sum('total'))",
        "x.annotate(best=models.Max('sheets__total'))",
        "x.filter(total__gte=5)",
        "x.exclude(sheet__total__range=(1, 2))",
        "x.update(total=F('total') + 1)",
    ],
)
def test_sql_over_a_decimal_is_found(text):
    assert list(data.sql_over_decimals(bad("emulation/queries/x.py", text), {"total"}))
    assert not list(data.sql_over_decimals(bad("emulation/queries/x.py", text), {"other"}))


def test_a_constraint_may_compare_decimals():
    text = "models.CheckConstraint(condition=Q(total__gte=0), name='x')"
    assert not list(data.sql_over_decimals(bad("emulation/models/x.py", text), {"total"}))


def test_no_form_saves():
    assert list(data.saving_forms(CODE)) == []


@pytest.mark.parametrize(
    "text",
    [
        "class F(Form):\n    def save(self): pass",
        "class F(forms.ModelForm): pass",
        "class F(forms.Form): pass",
        "def clean(self): self.instance.save()",
        "def clean(self): Bloc.objects.create()",
    ],
)
def test_a_form_that_saves_is_found(text):
    assert list(data.saving_forms(bad("emulation/forms/x.py", text)))
    assert not list(data.saving_forms(bad("emulation/actions/x.py", text)))


def test_time_comes_from_the_clock_alone():
    assert list(data.other_clocks(CODE)) == []


@pytest.mark.parametrize(
    "text", ["timezone.now()", "datetime.now(UTC)", "datetime.date.today()", "f(django.utils.timezone.now)"]
)
def test_another_clock_is_found(text):
    assert list(data.other_clocks(bad("blocs/x.py", text)))
    assert not list(data.other_clocks(bad("blocs/clock.py", text)))


# Files


def test_no_python_file_is_longer_than_one_can_read():
    assert list(files.long_files(CODE + TESTS)) == []
    assert list(files.long_files(bad("a.py", "\n" * 401)))
    assert not list(files.long_files(bad("a.py", "\n" * 400)))


def templates_of_packages():
    """Names of all templates of installed packages and of Django's form renderer."""
    folders = [Path(app.path) / "templates" for app in apps.get_app_configs() if app.name not in APPS]
    folders.append(Path(django.__file__).parent / "forms" / "templates")
    return {found.relative_to(folder).as_posix() for folder in folders for found in folder.rglob("*.*")}


def test_every_template_is_used():
    assert list(files.unused_templates(templates(), CODE, templates_of_packages())) == []


def test_an_unused_template_is_found():
    ours = {
        "a.html": '{% include "b.html" %}',
        "b.html": "",
        "404.html": "",
        "account/login.html": "",
        "c.html": "",
    }
    used = bad("x.py", "render(request, 'a.html')")
    assert list(files.unused_templates(ours, used, ["account/login.html"])) == ["c.html"]


def test_nothing_reads_outside_of_the_repository():
    kinds = ("*.py", "*.html", "*.txt", "*.toml", "*.css", "*.js", "*.sh", "Makefile", "*.lock")
    folders = [*APPS, "templates", "static", ".ci"]
    texts = {
        found.relative_to(ROOT).as_posix(): found.read_text()
        for folder in [ROOT, *(ROOT / name for name in folders)]
        for kind in kinds
        for found in (folder.glob(kind) if folder == ROOT else folder.rglob(kind))
    }
    assert "manage.py" in texts
    assert "emulation/settings.py" in texts
    assert list(files.outside_readers(texts)) == []
    assert list(files.outside_readers({"a.py": "x\nopen('../shared/look')"})) == [
        "a.py:2 open('../shared/look')"
    ]
