"""Leaders and clerks of a roster: who is meant, whose duty begins, whose ends, whose particulars change."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from blocs.actor import Actor
from blocs.imports.kind import Mark
from blocs.imports.roster.columns import CLEAR
from blocs.imports.roster.options import Told
from blocs.imports.roster.persons import NotThis, Persons, someone_known
from blocs.imports.roster.record import Held, People, Register, bare_key, leaders_of, name_key
from blocs.imports.roster.sheet import CLERK, LEADER, Entry, Unit, day, repeated
from blocs.imports.roster.steps import DutyGiven, PersonChanged, Someone, Steps
from blocs.models import Organization
from blocs.models.representation import Duty

# What papers print where no position is told: data, not words of the page.
LEADERS_POSITION, CLERKS_POSITION = "Người đứng đầu", "Cán bộ phụ trách"


@dataclass(slots=True)
class Cells:
    """The columns of one duty, and what was read in them."""

    entry: Entry
    duty: str
    who: str
    title: str
    email: str
    phone: str
    form: str = ""
    since: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, entry: Entry, duty: str) -> "Cells":
        if duty == Duty.CLERK:
            found = cls(entry, duty, *CLERK)
        else:
            name, title, form, email, phone, since = LEADER
            found = cls(entry, duty, name, title, email, phone, form, since)
        readings = entry.row.readings
        columns = CLERK if duty == Duty.CLERK else LEADER
        found.values = {column: readings[column].value for column in columns if column in readings}
        return found

    def get(self, column: str) -> Any:
        return self.values.get(column)

    def text(self, column: str) -> str:
        value = self.values.get(column)
        return "" if value is None or value is CLEAR else str(value)


class Duties:
    """Compares the people of one organisation after another."""

    def __init__(
        self, register: Register, people: People, told: Told, steps: Steps, actor: Actor, *, keeper: bool
    ) -> None:
        self.register, self.people, self.told, self.steps = register, people, told, steps
        self.keeper, self.own = keeper, actor.person.pk if actor.person else 0
        self.persons = Persons(people)

    def compare(self, unit: Unit) -> None:
        told: dict[tuple[str, str], list[Cells]] = {}
        organization = None if unit.is_new else self.register.organizations[unit.key]
        joint = organization is not None and organization.joint_leadership
        for number, entry in enumerate(unit.entries):
            for duty in (Duty.LEADER, Duty.CLERK):
                cells = Cells.of(entry, duty)
                if not cells.values:
                    continue
                if duty == Duty.LEADER and number and not joint:
                    repeated(entry, unit.first, LEADER)
                    continue
                earlier = told.setdefault((duty, name_key(cells.text(cells.who))), [])
                if earlier and not self._is_namesake(unit, cells, earlier):
                    continue
                earlier.append(cells)
                try:
                    self._compare(unit, organization, cells)
                except NotThis as error:
                    entry.wrong(cells.email if cells.text(cells.email) else cells.who, str(error))

    def _is_namesake(self, unit: Unit, cells: Cells, earlier: list[Cells]) -> bool:
        """Whether a name that an earlier row has told may be another person's: one with another address.

        A contact person may be repeated word for word, as where a row was copied for another bloc.
        """
        address = cells.text(cells.email).lower()
        others = [one.text(one.email).lower() for one in earlier]
        if address and all(other and other != address for other in others):
            return True
        if cells.duty == Duty.LEADER or any(one.values == cells.values for one in earlier):
            return False
        key = name_key(cells.text(cells.who))
        present = [one for one in self.people.held.get(unit.key, ()) if one.duty == cells.duty]
        if len(earlier) >= len({one.person.pk for one in present if name_key(one.person.name) == key}):
            cells.entry.wrong(
                cells.who, _("Stands in row {row} already.").format(row=earlier[0].entry.row.number)
            )
        return False

    def _compare(self, unit: Unit, organization: Organization | None, cells: Cells) -> None:
        present = [one for one in self.people.held.get(unit.key, ()) if one.duty == cells.duty]
        name = cells.text(cells.who)
        if not name:
            address = cells.text(cells.email).lower()
            meant = [one for one in present if address and one.person.email.lower() == address]
            if not meant and cells.duty == Duty.LEADER:
                meant = present
            if len(meant) == 1:
                self._same(unit, cells, meant[0])
            else:
                cells.entry.wrong(cells.who, _("Enter the name of the person."))
            return
        held = self._among(cells, present, name)
        if held is not None:
            self._same(unit, cells, held)
            return
        if organization is not None and organization.has_ended(self.told.day):
            cells.entry.wrong(
                cells.who,
                _("{organization} was dissolved on {date}: nobody represents it after that day.").format(
                    organization=unit.name, date=day(organization.dissolved_on)
                ),
            )
            return
        self._begin(unit, cells, present, joint=organization is not None and organization.joint_leadership)

    def _among(self, cells: Cells, present: list[Held], name: str) -> Held | None:
        """Who of the present ones is meant: by name; by one without its marks, with a warning."""
        if not present:
            return None
        key, address = name_key(name), cells.text(cells.email).lower()
        same = [one for one in present if name_key(one.person.name) == key]
        if same:
            return next((one for one in same if one.person.email.lower() == address), same[0])
        bare = bare_key(name)
        alike = [one for one in present if bare_key(one.person.name) == bare]
        if not alike:
            return None
        cells.entry.warn(
            cells.who,
            _("Differs from “{name}” in its marks alone: taken for the same person.").format(
                name=alike[0].person.name
            ),
        )
        return alike[0]

    def _same(self, unit: Unit, cells: Cells, held: Held) -> None:
        """A person who has the duty: particulars, and a new position from the day on."""
        person = held.person
        someone = someone_known(person, cells.entry.row.number)
        self._contacts(cells, someone)
        since = cells.get(cells.since)
        if since is not None and since != held.since:
            cells.entry.warn(
                cells.since,
                _("Recorded since {date}; that day stays.").format(date=day(held.since)),
            )
        title, form = cells.text(cells.title), cells.get(cells.form)
        form = held.form if form is None else "" if form is CLEAR else str(form)
        other = bool(title) and name_key(title) != name_key(held.title)
        if not other and form == held.form:
            return
        may = self.keeper or (cells.duty == Duty.CLERK and self._may_give(unit, cells.duty))
        mark = Mark.CHANGED if may and person.pk != self.own else Mark.BARRED
        if other:
            cells.entry.mark(cells.title, mark, old=held.title, new=title)
        if form != held.form:
            cells.entry.mark(cells.form, mark, old=held.form, new=form)
        column = cells.title if other else cells.form
        if mark == Mark.BARRED:
            return
        start = self.told.day
        if start <= held.since:
            cells.entry.wrong(
                column,
                _(
                    "{person} has the present position since {date}: another one begins after that day."
                ).format(person=person.name, date=day(held.since)),
            )
            return
        if held.until is not None and start > held.until:
            cells.entry.wrong(column, _("This right ends on {date}.").format(date=day(held.until)))
            return
        self.steps.duties.append(
            DutyGiven(
                *(cells.entry.row.number, unit.key, cells.duty, someone),
                *(title or held.title, start, form, held.until),
                follows=held.pk,
            )
        )

    def _contacts(self, cells: Cells, person: Someone) -> None:
        """E-mail and phone of a person of the record."""
        assert person.pk is not None
        for column, field_name, recorded, same in (
            (cells.email, "work_email", person.email, str.lower),
            (cells.phone, "work_phone", person.phone, _digits),
        ):
            value = cells.get(column)
            if value is None:
                continue
            new, typed = cells.text(column), cells.entry.row.texts[column]
            if same(recorded) in (same(new), same(typed)):
                continue
            if self.people.changeable is not None and person.pk not in self.people.changeable:
                # What is recorded is not theirs to see either.
                cells.entry.mark(column, Mark.BARRED, new=new)
                continue
            if person.pk in self.people.operators:
                cells.entry.wrong(
                    column,
                    _("{person} is an operator: what is known of operators is changed among the people alone.")
                    .format(person=person.name),
                )  # fmt: skip
                continue
            if field_name == "work_email" and new and (against := self.persons.claim(new.lower(), person)):
                cells.entry.wrong(column, against)
                continue
            old = recorded if self.keeper else ""
            cells.entry.mark(column, Mark.CHANGED if recorded else Mark.NEW, old=old, new=new)
            change = self.steps.changed.setdefault(
                person.pk, PersonChanged(cells.entry.row.number, person.pk, person.version)
            )
            if change.values.get(field_name, new) != new:
                cells.entry.wrong(
                    column,
                    _("Row {row} says something else of the same person.").format(row=change.row),
                )
            change.values[field_name] = new

    def _may_give(self, unit: Unit, duty: str) -> bool:
        """As `blocs.rules.can_give_duty`, without asking the database for each."""
        if self.keeper:
            return True
        if self.people.members is None or unit.key not in self.people.members:
            return False
        return duty == Duty.CLERK or not leaders_of(self.people, unit.key)

    def _begin(self, unit: Unit, cells: Cells, present: list[Held], *, joint: bool) -> None:
        """Somebody who does not have the duty yet: given beside others, or in the place of the leaders."""
        entry, name, leads = cells.entry, cells.text(cells.who), cells.duty == Duty.LEADER
        leaving = present if leads and not joint else []
        was = "; ".join(one.person.name for one in leaving)
        if not self._may_give(unit, cells.duty):
            entry.mark(cells.who, Mark.BARRED, old=was, new=name)
            for column in cells.values:
                if column != cells.who and cells.text(column):
                    entry.mark(column, Mark.BARRED, new=cells.text(column))
            return
        someone = self.persons.meant(unit, name, cells.text(cells.email), entry.row.number)
        since = cells.get(cells.since) or self.told.day
        title = cells.text(cells.title) or self._default_title(cells, leaving)
        form = cells.text(cells.form)
        say = self._say_leaving(leaving, since)
        entry.mark(cells.who, Mark.CHANGED if leaving else Mark.NEW, old=was, new=name, say=say)
        self._mark_rest(cells, leaving, someone, title)
        if against := self._against(unit, cells, someone, leaving, since, joint=joint):
            entry.wrong(*against)
            return
        if someone.pk is None:
            someone.phone = someone.phone or cells.text(cells.phone)
            someone.title = someone.title or title
        else:
            self._contacts(cells, someone)
        self.steps.duties.append(
            DutyGiven(
                *(entry.row.number, unit.key, cells.duty, someone, title, since, form),
                replaces=tuple(one.pk for one in leaving),
            )
        )

    def _say_leaving(self, leaving: list[Held], since: date) -> str:
        if not leaving:
            return ""
        return _("{person} leads the organisation to {date}; the right to act for it ends with that day.").format(
            person="; ".join(one.person.name for one in leaving), date=day(since - timedelta(days=1))
        )  # fmt: skip

    def _default_title(self, cells: Cells, leaving: list[Held]) -> str:
        if cells.duty == Duty.CLERK:
            return CLERKS_POSITION
        title = leaving[0].title if leaving else LEADERS_POSITION
        cells.entry.warn(
            cells.title, _("No position is told: papers will print “{title}”.").format(title=title)
        )
        return title

    def _mark_rest(self, cells: Cells, leaving: list[Held], someone: Someone, title: str) -> None:
        """The cells beside the name of somebody who begins; contacts of a person of the record are compared."""
        old = leaving[0] if leaving else None
        entry = cells.entry
        if cells.text(cells.title):
            same = old is not None and old.title == title
            entry.mark(
                cells.title,
                Mark.SAME if same else Mark.CHANGED if old else Mark.NEW,
                old=old.title if old else "",
                new=title,
            )
        for column in filter(None, [cells.form, cells.since]):
            if cells.text(column):
                value = cells.get(column)
                entry.mark(column, Mark.NEW, new=str(value) if column == cells.form else day(value))
        if someone.pk is None:
            for column in (cells.email, cells.phone):
                if cells.text(column):
                    entry.mark(column, Mark.NEW, new=cells.text(column))

    def _against(
        self,
        unit: Unit,
        cells: Cells,
        someone: Someone,
        leaving: list[Held],
        since: date,
        *,
        joint: bool,
    ) -> tuple[str, str] | None:
        """Column and sentence of what the act would refuse."""
        at = cells.since if cells.since and cells.get(cells.since) else cells.who
        if someone.pk is not None and someone.pk == self.own:
            return cells.who, _("Nobody gives himself a right. Ask another officer.")
        if any(one.person.pk == self.own for one in leaving):
            return cells.who, _("Nobody ends a right of his own. Ask another officer.")
        if unit.founded_on and since < unit.founded_on:
            return at, _("{name} was founded on {date}: nobody represents it before.").format(
                name=unit.name, date=day(unit.founded_on)
            )
        later = next((one for one in leaving if one.since >= since), None)
        if later is not None:
            return at, _("{person} leads the organisation since {date}: the new leader begins after that day.").format(
                person=later.person.name, date=day(later.since)
            )  # fmt: skip
        return self._against_ended(unit, cells, someone, since, at, joint=joint)

    def _against_ended(
        self, unit: Unit, cells: Cells, someone: Someone, since: date, at: str, *, joint: bool
    ) -> tuple[str, str] | None:
        """Who held the duty until lately held it on that day."""
        for one in self.people.ended.get(unit.key, ()):
            if one.duty != cells.duty or one.until is None or one.until < since:
                continue
            if one.person.pk == someone.pk or (cells.duty == Duty.LEADER and not joint):
                return at, _("{person} acted for the organisation to {date}: enter a day after that.").format(
                    person=one.person.name, date=day(one.until)
                )  # fmt: skip
        return None


def _digits(phone: str) -> str:
    return "".join(sign for sign in phone if sign.isalnum())
