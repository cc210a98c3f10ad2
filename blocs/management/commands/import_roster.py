"""A roster from the command line: `manage.py import_roster FILE.xlsx [--confirm]`, with the preview of the page."""

import re
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import Actor, resolve_actor
from blocs.errors import Refused
from blocs.forms.roster import RosterForm
from blocs.imports import engine, header
from blocs.imports.kind import Mark
from blocs.imports.roster.kind import ROSTER, can_import_roster
from blocs.models import Appointment, ImportRow, ImportRun, Role, RowState, RunState, User
from blocs.queries.roster import newest_year

MOST_BYTES = 20 * 1024 * 1024
# "15/QĐ-UBND ngày 01/06/2021, Ủy ban nhân dân thành phố", as pages write a decision and people say it.
DECISION = re.compile(
    r"(?:số )?(?P<number>\S+?),?(?: ngày (?P<dated_on>[0-9/.-]+?))?(?:, ?| của )(?P<issuer>.+)", re.I
)


class Command(BaseCommand):
    help = "Shows what a roster of organisations would change; writes it with --confirm. Ends with 1 where a row is wrong."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="a workbook or a text file, as on the page")
        parser.add_argument("--confirm", action="store_true", help="write it, all or nothing")
        parser.add_argument(
            "--year", help="the year of members and offices (default: the newest with members)"
        )
        parser.add_argument("--from", dest="day", help="the day from which it is valid (default: today)")
        parser.add_argument("--decision", help='such as "15/QĐ-UBND ngày 01/06/2021 của UBND thành phố"')
        parser.add_argument("--whole", action="store_true", help="the file lists all members of its blocs")
        parser.add_argument(
            "--by", metavar="EMAIL", help="whose account does it (default: the first operator's)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        actor = acting(options["by"])
        told = read_options(options, actor)
        try:
            run = engine.bring(ROSTER, content_of(options["file"]), options["file"].name, told, actor=actor)
            self.settle(run, actor)
            run = engine.check(run, actor=actor)
            self.preview(run)
            against = engine.against(run)
            if not options["confirm"] or against:
                wrong = bool(run.counts.get(RowState.ERROR) or run.troubles)
                engine.withdraw(run, actor=actor)
                if wrong:
                    raise CommandError(against)
                self.stdout.write(against or _("Nothing was written. With --confirm it is."))
                return
            engine.confirm(run, actor=actor, version=run.version)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(_("Written."))

    def settle(self, run: ImportRun, actor: Actor) -> None:
        """Raises CommandError where a person has to tell which sheet or column is meant; that is done on the page."""
        if run.state != RunState.COLUMNS:
            return
        guess = header.guess(engine.tables_of(run), ROSTER)
        troubles = header.troubles(guess.best.heads, ROSTER)
        engine.withdraw(run, actor=actor)
        raise CommandError(
            " ".join(troubles) or _("Several sheets may be meant. Bring the file on the page, and choose.")
        )

    def preview(self, run: ImportRun) -> None:
        titles = {column.name: str(column.title) for column in ROSTER.columns}
        for remark in run.remarks:
            self.stdout.write(remark)
        for row in run.rows.order_by("number"):
            name = row.texts.get("name") or row.texts.get("code") or "–"
            self.stdout.write(f"{row.number:>6}  {row.get_state_display():<16} {name}")
            for sentence in sentences(row, titles):
                self.stdout.write(f"        – {sentence}")
        for sentence in [*run.troubles, *run.notes]:
            self.stdout.write(sentence)
        counted = [
            f"{RowState(state).label}: {run.counts[state]}"
            for state in RowState.values
            if run.counts.get(state)
        ]
        self.stdout.write("; ".join([*counted, _("Rows in all: {count}").format(count=run.counts["total"])]))


def sentences(row: ImportRow, titles: dict[str, str]) -> Iterator[str]:
    """What stands at a row and at its cells: "Chức vụ: Phó Chủ tịch → Chủ tịch"."""
    yield from row.say
    for column, (mark, old, new, say) in row.cells.items():
        change = "" if mark in (Mark.SAME, Mark.ERROR) else f"{old} → {new}" if old else new
        told = ". ".join(part for part in (change, say) if part)
        yield f"{titles.get(column, column)}: {told}"


def content_of(file: Path) -> bytes:
    """Raises CommandError for a file that cannot be read or is too large to be."""
    try:
        if file.stat().st_size > MOST_BYTES:
            raise CommandError(_("The file is larger than 20 MB."))
        return file.read_bytes()
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}") from error


def acting(email: str | None) -> Actor:
    """The actor of an account in the first role that may bring a roster. Raises CommandError where there is none."""
    if email is None:
        operators = Appointment.objects.on(clock.today()).filter(
            role=Role.OPERATOR, person__user__is_active=True
        )
        found = operators.order_by("pk").select_related("person__user").first()
        user = found.person.user if found else None
    else:
        user = User.objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise CommandError(_("There is no such account. Name one with --by."))
    for capacity in resolve_actor(user).capacities:
        actor = resolve_actor(user, capacity.key)
        if can_import_roster(actor):
            return actor
    raise CommandError(_("{email} may not bring a roster.").format(email=user.email))


def read_options(options: dict[str, Any], actor: Actor) -> dict[str, Any]:
    """The options as the form of the page reads them. Raises CommandError with its sentences."""
    data = {
        "year": options["year"] or str(newest_year()),
        "day": options["day"] or f"{clock.today():%d/%m/%Y}",
        "whole": options["whole"],
    }
    if options["decision"]:
        found = DECISION.fullmatch(options["decision"].strip())
        if not found:
            raise CommandError(
                _("Write the decision like: 15/QĐ-UBND ngày 01/06/2021 của Ủy ban nhân dân thành phố")
            )
        data |= {name: text or "" for name, text in found.groupdict().items()}
    form = RosterForm(data, actor=actor)
    if not form.is_valid():
        raise CommandError(" ".join(str(one) for errors in form.errors.values() for one in errors))
    return form.cleaned_data
