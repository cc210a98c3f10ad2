"""The list of people as a workbook."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from blocs.clock import LOCAL
from blocs.queries.people import CLOSED, NONE, SENT, WAITING, Access, Row
from blocs.workbook import Column, Sheet


def people_sheet(rows: Iterable[Row], *, narrowed: str, with_contacts: bool) -> Sheet:
    """One line for each right in force or to come, one for a person without any."""
    columns = [
        Column(_("Name"), 28),
        Column(_("Role title"), 24),
        Column(_("Role"), 20),
        Column(_("Position"), 20),
        Column(_("Organisation or bloc"), 40),
        Column(pgettext("label", "Since"), 12),
        Column(pgettext("label", "Until"), 12),
        Column(_("Access"), 24),
    ]
    if with_contacts:
        columns += [Column(_("Work e-mail"), 28), Column(_("Work phone"), 16)]
    return Sheet(
        title=_("People"),
        columns=columns,
        rows=[line for row in rows for line in _lines(row, with_contacts)],
        narrowed=narrowed,
    )


def _lines(row: Row, with_contacts: bool) -> Iterable[list[Any]]:
    person = row.person
    ends = [access_word(row.access)]
    if with_contacts:
        ends += [person.work_email, person.work_phone]
    for right in row.rights:
        shown = [right.word, right.position, right.where, right.since, right.until]
        yield [person.name, person.role_title, *shown, *ends]
    if not row.rights:
        yield [person.name, person.role_title, None, None, None, None, None, *ends]


def access_word(access: Access) -> str:
    """The state of an account in words."""
    if access.state == SENT and access.until:
        return _("Link given, good to {date}").format(date=f"{access.until.astimezone(LOCAL):%d/%m/%Y}")
    words = {
        NONE: _("No account"),
        WAITING: _("Not opened, no link"),
        CLOSED: pgettext("account", "Closed"),
    }
    return words.get(access.state) or _("Opened")
