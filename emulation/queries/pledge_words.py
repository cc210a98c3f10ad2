"""What an act on the pledge will do, in sentences for the page that asks before it is done."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from blocs.dates import two_digits
from emulation.queries.pledge import Place


def replacing_sentences(places: Iterable[Place]) -> list[str]:
    """A new draft takes the place of the text in force."""
    places = list(places)
    if not places:
        return [_("The first draft begins with last year's clauses, where there are any.")]
    names = [place.party.name for place in places if place.signature]
    if not names:
        voided = _("Nobody has signed the present text: no signature is lost.")
    else:
        voided = ngettext(
            "{n} signature becomes void at once, and the new text is signed again by: {names}.",
            "{n} signatures become void at once, and the new text is signed again by: {names}.",
            len(names),
        ).format(n=two_digits(len(names)), names=", ".join(names))
    return [
        _(
            "The present text is replaced by a draft that is a copy of it. The present text stays in the record."
        ),
        voided,
    ]


def finalising_sentences(members: int) -> list[str]:
    """The text is frozen."""
    return [
        _("The text is not edited any more; a change is then a new text, which voids every signature."),
        ngettext(
            "{n} organisation is asked to sign, in the order of the founding decision.",
            "{n} organisations are asked to sign, in the order of the founding decision.",
            members,
        ).format(n=two_digits(members)),
    ]
