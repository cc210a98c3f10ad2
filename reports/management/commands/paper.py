"""`manage.py paper year-end-report --bloc CODE --year 2020 -o FILE.pdf`: writes a paper to a file."""

import os
import tempfile
from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser

from blocs.errors import Refused
from blocs.models import Bloc
from emulation import pdf
from emulation.models import Cycle
from reports.documents.year_end_report import year_end_report

PAPERS = {"year-end-report": year_end_report}


class Command(BaseCommand):
    help = "Writes a paper of a bloc's year as PDF."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paper", choices=PAPERS)
        parser.add_argument("--bloc", required=True, metavar="CODE", help="the code of the bloc")
        parser.add_argument("--year", required=True, type=int)
        parser.add_argument("--dated", metavar="YYYY-MM-DD", help="the day the paper bears")
        parser.add_argument("-o", "--output", required=True, type=Path, metavar="FILE.pdf")

    def handle(
        self, *, paper: str, bloc: str, year: int, dated: str | None, output: Path, **options: object
    ) -> None:
        cycle = find_cycle(bloc, year)
        try:
            document = PAPERS[paper](cycle, read_day(dated))
            content = pdf.render(document)
        except Refused as refusal:
            raise CommandError(f"{bloc} {year}: {refusal}") from refusal
        write(output, content)
        self.stdout.write(f"{output}: {document.full_title}")


def find_cycle(code: str, year: int) -> Cycle:
    """The cycle of a bloc and a year. Raises CommandError that names what there is instead."""
    bloc = Bloc.objects.filter(code=code).first()
    if bloc is None:
        codes = ", ".join(Bloc.objects.order_by("code").values_list("code", flat=True)) or "none"
        raise CommandError(f"There is no bloc with the code {code}. The blocs are: {codes}.")
    cycle = (
        Cycle.objects.with_offices()
        .select_related("bloc", "year", "table_version")
        .filter(bloc=bloc, year=year)
        .first()
    )
    if cycle is None:
        years = (
            ", ".join(str(y) for y in bloc.cycles.order_by("year").values_list("year", flat=True)) or "none"
        )
        raise CommandError(f"The bloc {code} has no year {year}. Its years are: {years}.")
    return cycle


def read_day(text: str | None) -> date | None:
    """The day of `--dated`. Raises CommandError for anything but YYYY-MM-DD."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise CommandError(
            f"--dated {text} is not a day written as YYYY-MM-DD, such as 2021-03-09."
        ) from error


def write(path: Path, content: bytes) -> None:
    """Writes the whole file or nothing: beside its place first, then moved there. Raises CommandError."""
    part = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
            part = Path(file.name)
            file.write(content)
        part.chmod(0o666 & ~_umask())
        part.replace(path)
    except OSError as error:
        if part is not None:
            part.unlink(missing_ok=True)
        raise CommandError(f"{path} cannot be written: {error.strerror}.") from error


def _umask() -> int:
    """The rights a new file would not have; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
