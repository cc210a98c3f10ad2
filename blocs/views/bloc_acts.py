"""A bloc founded, renamed, founded again, changed and ended; the decisions it rests on."""

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from blocs import clock, ports
from blocs.actions import bloc as acts
from blocs.actions.composition import EARLIEST_YEAR, latest_year
from blocs.actions.decision import correct_decision
from blocs.errors import Missing
from blocs.forms.bloc import ChangeForm, DetailsForm, EndForm, FoundingForm, RefoundingForm, RenamingForm
from blocs.forms.decision import CorrectionForm
from blocs.models import Bloc, CompositionDecision
from blocs.queries.bloc import against_end
from blocs.queries.composition import name_of_bloc
from blocs.queries.decision import decisions_of, seen_of
from blocs.views.steps import Step, confirmed_or_asked, done_or_asked, require_keeper, sent_data

ENDINGS = {"application/pdf": "pdf", "image/png": "png"}


@require_http_methods(["GET", "HEAD", "POST"])
def bloc_new(request: HttpRequest) -> HttpResponse:
    """A bloc is founded; its members are entered on the next page."""
    require_keeper(request)
    initial = DetailsForm.of(Bloc())
    form = FoundingForm(*sent_data(request), initial=initial)
    step = Step(
        heading=_("Found a bloc"),
        lead=_("By the decision that founds it. Its members are entered on the next page."),
        submit=_("Found the bloc"),
        icon="plus",
        back=reverse("blocs:blocs"),
        back_label=_("Blocs"),
    )

    def act() -> HttpResponse:
        values = form.cleaned_data
        bloc = acts.found_bloc(
            actor=request.actor,
            name=values["name"],
            short_name=values["short_name"],
            founded_on=values["valid_from"],
            basis=form.basis,
            details=form.details,
        )
        messages.success(request, _("The bloc was founded. Enter its members."))
        return redirect("blocs:composition", bloc.pk, _first_year(max(values["valid_from"], clock.today())))

    return done_or_asked(request, step, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def bloc_naming(request: HttpRequest, pk: int) -> HttpResponse:
    """Another name from a day on."""
    bloc = visible_bloc(request, pk)
    named = Bloc.objects.named(clock.today()).get(pk=pk)
    initial = {"name": named.name, "short_name": named.short_name, "seen": bloc.version}
    form = RenamingForm(*sent_data(request), decisions=decisions_of(bloc), initial=initial)
    step = _step(
        bloc,
        heading=_("Rename the bloc"),
        lead=_("From the day of the new name on; what was issued before keeps the old one."),
        submit=_("Rename the bloc"),
        icon="pen",
    )

    def act() -> HttpResponse:
        values = form.cleaned_data
        acts.rename_bloc(
            bloc,
            actor=request.actor,
            name=values["name"],
            short_name=values["short_name"],
            valid_from=values["valid_from"],
            basis=form.basis,
            seen=values["seen"],
        )
        return _done(request, pk, _("The bloc was renamed."))

    return done_or_asked(request, step, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def bloc_refounding(request: HttpRequest, pk: int) -> HttpResponse:
    """The bloc founded anew by a decision: name, kind and titles at once, then its members."""
    bloc = visible_bloc(request, pk)
    named = Bloc.objects.named(clock.today()).get(pk=pk)
    initial = DetailsForm.of(bloc) | {"name": named.name, "short_name": named.short_name}
    form = RefoundingForm(*sent_data(request), initial=initial)
    step = _step(
        bloc,
        heading=_("Found the bloc again"),
        lead=_(
            "When a decision sets the bloc up anew: name, kind and titles here, its members on the next page. "
            "Its history goes on. A bloc that has ended begins again."
        ),
        submit=_("Found the bloc again"),
        icon="return",
    )

    def act() -> HttpResponse:
        values = form.cleaned_data
        acts.refound_bloc(
            bloc,
            actor=request.actor,
            name=values["name"],
            short_name=values["short_name"],
            valid_from=values["valid_from"],
            basis=form.basis,
            details=form.details,
            seen=values["seen"],
        )
        messages.success(request, _("The bloc was founded again. Check its members."))
        return redirect("blocs:composition", pk, _first_year(values["valid_from"]))

    return done_or_asked(request, step, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def bloc_details(request: HttpRequest, pk: int) -> HttpResponse:
    """Code, kind, titles and symbol."""
    bloc = visible_bloc(request, pk)
    form = ChangeForm(sent_data(request)[0], initial=ChangeForm.of(bloc))
    step = _step(
        bloc,
        heading=_("Details of the bloc"),
        lead=_("Titles and symbol stand in every paper made from now on; issued papers stay as they are."),
        submit=_("Save the details"),
    )

    def act() -> HttpResponse:
        acts.change_bloc(bloc, actor=request.actor, details=form.details, seen=form.cleaned_data["seen"])
        return _done(request, pk, _("The details were saved."))

    return done_or_asked(request, step, form, act)


@require_http_methods(["GET", "HEAD", "POST"])
def bloc_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The bloc ends with a day: first the day and the decision, then what follows from it."""
    bloc = visible_bloc(request, pk)
    form = EndForm(
        *sent_data(request),
        decisions=decisions_of(bloc),
        initial={"seen": bloc.version},
    )
    step = _step(
        bloc,
        heading=_("End the bloc"),
        lead=_("Nothing is deleted: years, standings and honours stay where they are."),
        submit=_("End the bloc"),
        icon="ban",
        kind="danger",
    )

    def told() -> tuple[list[str], list[str]]:
        ending = Bloc.objects.get(pk=pk)
        ending.ended_on = form.cleaned_data["ended_on"]
        day = f"{ending.ended_on:%d/%m/%Y}"
        sentences = [
            _("{bloc} ends with {date}.").format(bloc=name_of_bloc(bloc, ending.ended_on.year), date=day),
            _("It is not copied when the next year is opened, and gets no members after {year}.").format(
                year=ending.ended_on.year
            ),
        ]
        sentences += ports.consequences_of("bloc.end", ending)
        return [*sentences, form.basis_in_words], against_end(ending)

    def act() -> HttpResponse:
        values = form.cleaned_data
        acts.end_bloc(
            bloc,
            actor=request.actor,
            ended_on=values["ended_on"],
            basis=form.basis,
            seen=values["seen"],
        )
        return _done(request, pk, _("The end of the bloc was recorded."))

    return confirmed_or_asked(request, step, form, told=told, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
def composition_decision(request: HttpRequest, pk: int) -> HttpResponse:
    """A recorded decision is corrected by its paper, or gets its scan."""
    decision = _decision(request, pk)
    require_keeper(request)
    names = ("number", "dated_on", "issuer", "source")
    initial = {name: getattr(decision, name) for name in names}
    form = CorrectionForm(*sent_data(request), initial=initial | {"seen": seen_of(decision)})
    step = _step(
        decision.bloc,
        heading=_("Decision on the bloc"),
        lead=_("As its paper says it. A scan attached now takes the place of an earlier one."),
        submit=_("Save the decision"),
    )

    def act() -> HttpResponse:
        correct_decision(decision, form.paper, actor=request.actor, seen=form.cleaned_data["seen"])
        return _done(request, decision.bloc_id, _("The decision was saved."))

    return done_or_asked(request, step, form, act)


@require_safe
def composition_decision_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The scan of a decision, for whoever may see the bloc."""
    decision = _decision(request, pk)
    if decision.document is None:
        raise Missing
    content_type = decision.document.content_type
    response = HttpResponse(decision.document.read(), content_type=content_type)
    name = f"quyet-dinh-{decision.pk}.{ENDINGS.get(content_type, 'jpg')}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def visible_bloc(request: HttpRequest, pk: int) -> Bloc:
    """The bloc an act is about: 404 out of sight, 403 for whoever only looks."""
    bloc = get_object_or_404(Bloc.objects.visible_to(request.actor), pk=pk)
    require_keeper(request)
    return bloc


def _first_year(day: date) -> int:
    """The year whose members are entered after a founding: of its day, as far as members can be set."""
    return min(max(day.year, EARLIEST_YEAR), latest_year())


def _decision(request: HttpRequest, pk: int) -> CompositionDecision:
    seen = Bloc.objects.visible_to(request.actor).values("pk")
    rows = CompositionDecision.objects.select_related("bloc", "document")
    return get_object_or_404(rows.filter(bloc__in=seen), pk=pk)


def _step(bloc: Bloc, **words: str) -> Step:
    label = name_of_bloc(bloc, clock.today().year)
    return Step(back=reverse("blocs:bloc", args=[bloc.pk]), back_label=label, **words)


def _done(request: HttpRequest, pk: int, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("blocs:bloc", pk)
