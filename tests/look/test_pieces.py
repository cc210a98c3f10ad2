"""Icons, states, figures, heads of tables: what a page writer may rely on."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.translation import override

from blocs.forms.base import Form
from blocs.templatetags import look
from reports.forms.components import SampleForm

ROOT = Path(settings.BASE_DIR)
SPRITE = (ROOT / "templates/pieces/sprite.html").read_text()
ICONS = re.findall(r'<symbol id="i-([a-z-]+)"', SPRITE)
NAMED = re.compile(
    r"""\{%-?\s*icon\s+"([a-z-]+)"|\{%\s*state\s+"[a-z]+"\s+"([a-z-]+)"|icon_name="([a-z-]+)\""""
)
GET = RequestFactory().get


def render(source: str, **context: object) -> str:
    return Template("{% load look %}" + source).render(Context(context))


def test_every_icon_named_in_a_template_is_in_the_sprite():
    named = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for names in NAMED.findall(path.read_text())
        for name in names
        if name
    }
    assert len(named) > 20
    assert named - set(ICONS) == set()


def test_no_icon_stands_twice_in_the_sprite():
    assert len(ICONS) == len(set(ICONS))


def test_an_icon_is_decoration_unless_it_is_labelled():
    assert 'aria-hidden="true"' in look.icon("lock")
    labelled = look.icon("lock", "Đã chốt điểm")
    assert 'role="img" aria-label="Đã chốt điểm"' in labelled
    assert "aria-hidden" not in labelled


def test_a_state_is_an_icon_and_a_word():
    assert look.state("done", "check", "Đã ký") == (
        '<span class="state state--done"><svg class="icon" aria-hidden="true"><use href="#i-check"/></svg>Đã ký</span>'
    )
    assert 'class="state state--soon state--fill"' in look.state("soon", "clock", "Còn 4 ngày", fill=True)


def test_a_state_of_no_known_kind_is_refused():
    with pytest.raises(ValueError, match="no kind of state"):
        look.state("great", "check", "Đã ký")


def test_the_word_of_a_state_cannot_bring_markup():
    assert "&lt;script&gt;" in look.state("done", "check", "<script>")


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(Decimal("1234.5"), 2, "1.234,50"), (0, None, "0"), (None, 2, "–"), (Decimal("9.05"), 1, "9,1")],
)
def test_a_figure_is_written_as_an_office_writes_it_and_what_is_unknown_is_no_zero(value, decimals, shown):
    assert look.number(value, decimals) == shown


def test_breadcrumbs_end_where_one_is():
    shown = look.crumbs("/blocs/", "Khối", "/blocs/1/", "K1", "Năm 2021")
    assert '<li><a href="/blocs/">Khối</a></li><li><a href="/blocs/1/">K1</a></li>' in shown
    assert shown.endswith('<li aria-current="page">Năm 2021</li></ol></nav>')


HEAD = '{% sort_head "name" "Tên" default=True %}'


@pytest.mark.parametrize(
    ("address", "direction", "leads_to"),
    [
        ("/?state=open&page=3", "ascending", "?state=open&amp;sort=-name"),
        ("/?sort=name", "ascending", "?sort=-name"),
        ("/?sort=-name", "descending", "?sort=name"),
        ("/?sort=points", "", "?sort=name"),
    ],
)
def test_the_head_of_a_column_says_how_it_is_sorted_and_turns_it_round(address, direction, leads_to):
    shown = render(HEAD, request=GET(address))
    assert f'href="{leads_to}"' in shown
    assert (f'aria-sort="{direction}"' in shown) == bool(direction)
    assert ("aria-sort" in shown) == bool(direction)


def test_pages_keep_what_was_asked():
    page = Paginator(range(30), 10).page(2)
    shown = render_to_string("pieces/pagination.html", {"page": page}, GET("/?sort=-name&page=2"))
    assert 'rel="prev" href="?sort=-name&amp;page=1"' in shown
    assert 'rel="next" href="?sort=-name&amp;page=3"' in shown
    assert "11–20 / 30" in shown


def test_one_page_has_no_pager():
    page = Paginator(range(3), 10).page(1)
    assert render_to_string("pieces/pagination.html", {"page": page}, GET("/")).strip() == ""


# Forms, as crispy-forms writes them.


def shown_form(form: Form) -> str:
    with override("en"):
        return Template("{% load crispy_forms_filters %}{{ form|crispy }}").render(Context({"form": form}))


def test_an_error_stands_beside_its_field_and_the_field_points_to_it():
    shown = shown_form(SampleForm({"until": "31/02/2026"}))
    field = re.search(r"<input[^>]*name=\"until\"[^>]*>", shown).group()
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="id_until_helptext id_until_error"' in field
    assert "is-invalid" in field
    assert re.search(r'id="id_until_error" class="invalid-feedback"><svg class="icon"', shown)


def test_a_summary_on_top_leads_to_each_field_with_an_error():
    shown = shown_form(SampleForm({"until": "31/02/2026", "reason": "paper", "channel": "mail"}))
    summary = shown[: shown.index('id="div_id_until"')]
    assert re.findall(r'<a href="#(\w+)">', summary) == ["id_until", "id_points", "id_certain"]
    assert 'role="alert"' in summary


def test_a_form_without_errors_has_neither():
    shown = shown_form(SampleForm())
    assert "invalid" not in shown
    assert 'role="alert"' not in shown


def test_a_required_field_is_marked_in_words():
    shown = shown_form(SampleForm())
    assert re.search(r'for="id_points"[^>]*>Points <span class="muted">\(required\)', shown)
    assert re.search(r'for="id_remark"[^>]*>Remark</label>', shown)
    assert "asterisk" not in shown


def test_choices_that_belong_together_have_one_legend():
    assert re.search(r"<fieldset[^>]*>\s*<legend class=\"form-label\">Told by", shown_form(SampleForm()))
