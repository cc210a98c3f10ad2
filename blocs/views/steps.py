"""A page that asks for an act on the register in one step, or in two: first what, then what it brings with it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from blocs.errors import NotAllowed, Refused
from blocs.rules import can_keep_register

# Sentences on what an act brings with it, and on what stands against it.
Told = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Step:
    """The words of a page: its heading, what it is about, the label of its button, the way back.

    `above` is the page over the one it leads back to, where there is one. `template` is that of the form.
    """

    heading: str
    submit: str
    back: str
    back_label: str
    lead: str = ""
    icon: str = "check"
    kind: str = "primary"
    above: str = ""
    above_label: str = ""
    template: str = "blocs/step.html"


def require_keeper(request: HttpRequest) -> None:
    """Raises NotAllowed for whoever only looks."""
    if not can_keep_register(request.actor):
        raise NotAllowed(_("Blocs, members and offices are entered by the city officer and the operator."))


def sent_data(request: HttpRequest) -> tuple[Any, Any]:
    """What was sent, for a form; nothing for a page that is only looked at."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def ask(
    request: HttpRequest, step: Step, form: forms.Form, status: int = 200, *, two: bool = False
) -> HttpResponse:
    """The page with the form; as the first of two it leaves the scan to the second."""
    if two:
        form.fields.pop("scan", None)
    return render(request, step.template, {"step": step, "form": form, "two": two}, status=status)


def done_or_asked(
    request: HttpRequest, step: Step, form: forms.Form, act: Callable[[], HttpResponse]
) -> HttpResponse:
    """One step: the form, and where it is good the act; a refusal stands above the form, or beside its field."""
    if request.method != "POST":
        return ask(request, step, form)
    if not form.is_valid():
        return ask(request, step, form, 422)
    try:
        return act()
    except NotAllowed:
        raise
    except Refused as refusal:
        return _refused(request, step, form, refusal, two=False)


def confirmed_or_asked(
    request: HttpRequest,
    step: Step,
    form: forms.Form,
    *,
    told: Callable[[], Told],
    act: Callable[[], HttpResponse],
    warnings: Callable[[], Sequence[str]] = list,
    sent: Callable[[], Iterable[tuple[str, str]]] | None = None,
) -> HttpResponse:
    """Two steps: the form, then what the act brings with it and what stands against it (`told`), then the act.

    `warnings` stand above that and forbid nothing; `sent` gives what is sent again where the form has more than
    its own fields. A scan is asked for on the second page: a browser does not send a chosen file twice.
    """

    def confirm(sentences: Sequence[str], against: Sequence[str], status: int) -> HttpResponse:
        context = {
            "step": step,
            "warnings": warnings(),
            "consequences": sentences,
            "against": against,
            "scan": form["scan"] if "scan" in form.fields and asks_for_scan(form) else None,
            "sent": sent() if sent else typed(form),
            "acting": request.actor.capacity,
        }
        return render(request, "blocs/step_confirm.html", context, status=status)

    if request.method != "POST" or "back" in request.POST:
        return ask(request, step, form, two=True)
    if not form.is_valid():
        again = "confirmed" in request.POST and set(form.errors) == {"scan"}
        return confirm(*told(), 422) if again else ask(request, step, form, 422, two=True)
    try:
        sentences, against = told()
        if against:
            return confirm(sentences, against, 409)
        if "confirmed" not in request.POST:
            return confirm(sentences, against, 200)
        return act()
    except NotAllowed:
        raise
    except Refused as refusal:
        return _refused(request, step, form, refusal, two=True)


def _refused(
    request: HttpRequest, step: Step, form: forms.Form, refusal: Refused, *, two: bool
) -> HttpResponse:
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
    return ask(request, step, form, refusal.status, two=two)


def asks_for_scan(form: Any) -> bool:
    """Whether a new decision is being entered, whose paper may be attached."""
    return form.data.get("decision", "new") == "new"


def typed(form: forms.Form) -> list[tuple[str, str]]:
    """What was typed, for the hidden fields of the page that asks again."""
    names = [name for name in form.fields if name != "scan"]
    return [(name, value) for name in names for value in form.data.getlist(name)]
