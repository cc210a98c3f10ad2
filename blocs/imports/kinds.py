"""The kinds of tables there are, as far as an actor may bring them."""

from django.utils.translation import gettext as _

from blocs import ports
from blocs.actor import Actor
from blocs.errors import Missing, NotAllowed
from blocs.imports.kind import Kind


def kinds_for(actor: Actor) -> list[Kind]:
    """What the actor may import, in the order in which the apps told it."""
    return [kind for kind in ports.import_kinds.values() if kind.may_import(actor)]


def can_import(actor: Actor) -> bool:
    """Whether there is anything the actor may import."""
    return bool(kinds_for(actor))


def kind_of(code: str) -> Kind:
    """Raises Missing for a kind that nobody told."""
    if code not in ports.import_kinds:
        raise Missing
    return ports.import_kinds[code]


def require_right(kind: Kind, actor: Actor) -> None:
    """Raises NotAllowed for whom the kind is not open, or not any more."""
    if not kind.may_import(actor):
        raise NotAllowed(
            _("“{kind}” is not open to the role you act in. Nothing was written.").format(kind=kind.title)
        )
