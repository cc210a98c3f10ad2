"""One person: how far he has come in, and who might be the same entered before."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from blocs.actor import Actor
from blocs.clock import LOCAL
from blocs.models import Organization, Person, Representation
from blocs.queries.people import CLOSED, NONE, OPEN, SENT, Access, access_of, with_account
from blocs.text import sort_key

MOST_ALIKE = 10


@dataclass(frozen=True)
class Alike:
    """A person entered before who may be the one to be entered, and in what they are alike."""

    person: Person
    why: str


def access_now(person: Person) -> Access:
    """The state of a person's account. One query."""
    return access_of(with_account(Person.objects.filter(pk=person.pk)).get())


def access_after(access: Access, before: Access | None) -> tuple[bool, str]:
    """Of somebody with a new right: whether a personal link is to be given, and a sentence that says so or why not."""
    if access.state == OPEN:
        return False, _("The account is open: the new right is there without another link.")
    if access.state == SENT and access.until:
        told = _("The personal link given before opens this right too; it is good to {date}.")
        return False, told.format(date=f"{access.until.astimezone(LOCAL):%d/%m/%Y}")
    if access.state == CLOSED:
        return True, _("The account is closed: open it again, or the right cannot be used.")
    if access.state == NONE:
        return True, _("There is no account yet: give a personal link.")
    if before is not None and before.state == SENT:
        return True, _(
            "The personal link that somebody else had given has ended with the new right: give a new one."
        )
    return True, _("The account was never opened and no link is good any more: give a new personal link.")


def duty_as_seen(row: Representation) -> str:
    """What a page on a duty shows of it, to find whether somebody changed it since."""
    return "|".join(map(str, (row.since, row.until, row.signing_form, row.position_title)))


def look_alikes(
    actor: Actor,
    *,
    name: str = "",
    work_email: str = "",
    organization: Organization | None = None,
    without: Person | None = None,
) -> list[Alike]:
    """Who has the same work e-mail or account, or the same name in the same organisation (or, without one, no duty
    anywhere). Only people the actor may see. One query.

    Names are the same where they sound the same: case and the place of a tone do not matter, the tone does.
    """
    there = Representation.objects.filter(person=OuterRef("pk"))
    theirs = Exists(there.filter(organization=organization)) if organization else ~Exists(there)
    email = work_email.strip().lower()
    same_email = (Q(work_email__iexact=email) | Q(user__email=email)) if email else Q(pk=None)
    rows = Person.objects.filter(pk__in=Person.objects.visible_to(actor).values("pk"))
    rows = rows.exclude(pk=without.pk) if without else rows
    rows = rows.filter(same_email | (Q(sort_key=sort_key(name)) & theirs) if name else same_email)
    return [
        Alike(row, _why(row, email))
        for row in rows.select_related("user").order_by("sort_key", "pk")[:MOST_ALIKE]
    ]


def _why(person: Person, email: str) -> str:
    account = getattr(person, "user", None)
    if email and email in (person.work_email.lower(), account.email if account else ""):
        return _("the same e-mail")
    return _("the same name in the same place")
