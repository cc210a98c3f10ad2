"""Writing a roster: the ordinary acts, one after another, in an order in which each finds what it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.utils.translation import gettext as _

from blocs.actions.composition import set_composition
from blocs.actions.office import appoint_deputy, hand_over_head
from blocs.actions.organization import edit_organization, enter_organization, rename_organization
from blocs.actions.organization_end import merge_organizations
from blocs.actions.person import Particulars, change_person, enter_person, replace_leader_by_new
from blocs.actions.representation import NewDuty, end_duty, give_duty, replace_leader
from blocs.actor import Actor
from blocs.errors import Refused
from blocs.imports.kind import Progress, RowRefused
from blocs.imports.roster.options import Told
from blocs.imports.roster.steps import (
    Composed,
    Detail,
    DutyGiven,
    Entered,
    Merged,
    OfficeTaken,
    PersonChanged,
    Renamed,
    Someone,
    Steps,
)
from blocs.models import Bloc, Organization, Person, Representation
from blocs.models.office import OfficeRole
from blocs.queries.composition import Line, composition


@contextmanager
def at_row(number: int) -> Iterator[None]:
    """What an act refuses is told at the row that asked for it."""
    try:
        yield
    except Refused as refusal:
        raise RowRefused(number, str(refusal)) from refusal


class Writer:
    """Does the steps of a plan. Called inside the transaction in which the plan was made."""

    def __init__(self, steps: Steps, told: Told, actor: Actor, progress: Progress, rows: int) -> None:
        self.steps, self.told, self.actor = steps, told, actor
        self.progress, self.rows, self.done = progress, rows, 0
        self.made: dict[int, int] = {}
        self.persons: dict[int, Person] = {}

    def write(self) -> None:
        steps = self.steps
        self.of = (
            *(steps.entered, steps.details, steps.renamed, steps.composed),
            *(list(steps.changed.values()), steps.duties, steps.offices, steps.merged),
        )
        self.total = max(sum(len(part) for part in self.of), 1)
        # Organisations are there before blocs list them, members before they take an office; who goes into
        # another one goes last, when its office has passed on.
        for entered in steps.entered:
            self._do(entered, self._enter)
        for detail in steps.details:
            self._do(detail, self._edit)
        for renamed in steps.renamed:
            self._do(renamed, self._rename)
        for composed in self._in_turn():
            self._do(composed, self._compose)
        for changed in steps.changed.values():
            self._do(changed, self._change)
        for duty in steps.duties:
            self._do(duty, self._give)
        for office in steps.offices:
            self._do(office, self._take_office)
        for merged in steps.merged:
            self._do(merged, self._merge)

    def _do(self, step, act) -> None:
        with at_row(step.row):
            act(step)
        self.done += 1
        if self.done % 20 == 0:
            self.progress(self.done * self.rows // self.total)

    def _enter(self, step: Entered) -> None:
        self.made[step.key] = enter_organization(actor=self.actor, **step.values).pk

    def _organization(self, key: int) -> Organization:
        return Organization.objects.get(pk=self.made.get(key, key))

    def _edit(self, step: Detail) -> None:
        row = self._organization(step.pk)
        values = {
            "code": row.code,
            "kind": row.kind,
            "founded_on": row.founded_on,
            "joint_leadership": row.joint_leadership,
        }
        edit_organization(row, actor=self.actor, **values | step.values)

    def _rename(self, step: Renamed) -> None:
        rename_organization(
            self._organization(step.pk),
            actor=self.actor,
            name=step.name,
            short_name=step.short,
            valid_from=self.told.day,
            decision=self.told.basis,
        )

    def _in_turn(self) -> Iterator[Composed]:
        """The lists, those first from which members go to another one. Where they go around in a circle, one
        list lets its members go before it gets its own."""
        left = list(self.steps.composed)
        freed: set[int] = set()
        while left:
            ready = next((one for one in left if not self._waits(one, left, freed)), None)
            if ready is None:
                with at_row(left[0].row):
                    self._release(left[0])
                freed.add(left[0].bloc)
                continue
            left.remove(ready)
            yield ready

    def _waits(self, step: Composed, left: list[Composed], freed: set[int]) -> bool:
        wanted = {key for key, _name, competes in step.members if competes}
        return any(
            other is not step and other.bloc not in freed and other.released & wanted for other in left
        )

    def _release(self, step: Composed) -> None:
        bloc = Bloc.objects.get(pk=step.bloc)
        stay = [
            line for line in composition(bloc, self.told.year) if line.organization_id not in step.released
        ]
        set_composition(bloc, self.told.year, stay, actor=self.actor, seen=bloc.version)

    def _compose(self, step: Composed) -> None:
        bloc = Bloc.objects.get(pk=step.bloc)
        lines = [Line(self.made.get(key, key), name, competes) for key, name, competes in step.members]
        set_composition(
            bloc,
            self.told.year,
            lines,
            actor=self.actor,
            seen=bloc.version,
            basis=self.told.decision,
        )

    def _change(self, step: PersonChanged) -> None:
        person = Person.objects.get(pk=step.pk)
        known = {
            "name": person.name,
            "role_title": person.role_title,
            "work_email": person.work_email,
            "work_phone": person.work_phone,
        }
        change_person(person, Particulars(**known | step.values), version=step.version, actor=self.actor)

    def _give(self, step: DutyGiven) -> None:
        organization = self._organization(step.key)
        duty = NewDuty(step.duty, step.title, step.since, step.form, step.until)
        if step.follows is not None:
            self._end(step, step.follows)
        person = self._person(step.someone)
        if person is not None and step.replaces:
            replace_leader(organization, person, duty, seen=step.replaces, actor=self.actor)
        elif person is not None:
            give_duty(person, organization, duty, actor=self.actor)
        else:
            known = Particulars(step.someone.name, step.someone.title, step.someone.email, step.someone.phone)
            self.persons[id(step.someone)] = (
                replace_leader_by_new(known, organization, duty, seen=list(step.replaces), actor=self.actor)
                if step.replaces
                else enter_person(known, actor=self.actor, organization=organization, duty=duty)
            )

    def _end(self, step: DutyGiven, held: int) -> None:
        """The same person goes on in another position: the old period ends the day before."""
        end_duty(
            Representation.objects.get(pk=held),
            actor=self.actor,
            until=step.since - timedelta(days=1),
            nobody_follows=True,
            reason=_("From {date}: {title}").format(date=f"{step.since:%d/%m/%Y}", title=step.title),
        )

    def _person(self, someone: Someone) -> Person | None:
        """The person of the record, or the new one where it was entered a moment ago."""
        if someone.pk is not None:
            return Person.objects.get(pk=someone.pk)
        return self.persons.get(id(someone))

    def _take_office(self, step: OfficeTaken) -> None:
        bloc = Bloc.objects.get(pk=step.bloc)
        act = hand_over_head if step.role == OfficeRole.HEAD else appoint_deputy
        act(
            bloc,
            self.told.year,
            self.made.get(step.key, step.key),
            actor=self.actor,
            since=self.told.day,
            basis=self.told.basis,
            seen=bloc.version,
        )

    def _merge(self, step: Merged) -> None:
        merge_organizations(
            actor=self.actor,
            predecessors=[step.pk],
            effective_on=self.told.day,
            decision=self.told.basis,
            successor=self.made.get(step.into, step.into),
        )
