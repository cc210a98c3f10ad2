"""What the pages on which one thing is done have in common."""

from collections.abc import Callable
from typing import TypeVar

from django.forms import BaseForm

from blocs.errors import NotAllowed, Refused

Done = TypeVar("Done")


def attempt(form: BaseForm, act: Callable[[], Done]) -> tuple[Done | None, int]:
    """What the act gives and 302; None and 200 for a form that was only asked for, 422 for wrong input, else the
    status of the refusal, whose sentence then stands beside its field or above the form. A right that is missing goes on as it is."""
    if not form.is_bound:
        return None, 200
    if not form.is_valid():
        return None, 422
    try:
        return act(), 302
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return None, refusal.status
