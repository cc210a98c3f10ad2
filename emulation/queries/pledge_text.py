"""The text of a pledge: one structure from which the page, the paper and the hash are made.

The words are the paper's, in Vietnamese whatever the language of the screen.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from blocs import clock
from blocs.dates import in_words, two_digits
from blocs.models import Bloc, LegalBasis
from blocs.models.bloc import BlocKind
from blocs.models.city import CityBodyKind
from blocs.models.legal import LegalTopic
from blocs.queries import bloc_names_on, bodies_on
from blocs.text import nfc
from emulation.models import Cycle, PledgeVersion
from emulation.models.pledge import PartyCapacity, Section

TITLES = {
    Section.CONTENT: "Nội dung thi đua",
    Section.TARGET: "Chỉ tiêu chung của Khối",
    Section.MEASURE: "Biện pháp thực hiện",
    Section.COMMITMENT: "Cam kết",
}
ROMAN = ("I", "II", "III", "IV", "V", "VI")
CAPACITIES = {
    PartyCapacity.MEMBER: "đơn vị thành viên",
    PartyCapacity.HEAD: "đơn vị đứng đầu Khối",
    PartyCapacity.WITNESS: "chứng kiến",
}


@dataclass(frozen=True)
class Clause:
    """One clause as typed; a target has a level to reach, and perhaps a unit of measure."""

    text: str
    unit: str = ""
    level: str = ""


@dataclass(frozen=True)
class Draft:
    """What a person writes of a pledge; the rest (law, names, parties) follows from the data."""

    dated_on: date
    place: str = ""
    theme: str = ""
    own_bases: str = ""
    entry_into_force: str = ""
    clauses: Mapping[str, tuple[Clause, ...]] = field(default_factory=dict)

    def settled(self) -> "Draft":
        """The same in the one form of text: every clause one paragraph, bases one a line."""
        return Draft(
            dated_on=self.dated_on,
            place=nfc(self.place),
            theme=nfc(self.theme),
            own_bases="\n".join(filter(None, map(nfc, self.own_bases.splitlines()))),
            entry_into_force=nfc(self.entry_into_force),
            clauses={
                section: tuple(
                    Clause(nfc(clause.text), nfc(clause.unit), nfc(clause.level))
                    for clause in self.clauses.get(section, ())
                )
                for section in Section.values
            },
        )


@dataclass(frozen=True)
class Part:
    """A numbered part of the text: paragraphs, or a table of targets."""

    number: str
    title: str
    clauses: tuple[str, ...] = ()
    targets: tuple[Clause, ...] = ()

    @property
    def is_numbered(self) -> bool:
        """A single paragraph bears no number."""
        return len(self.clauses) > 1


@dataclass(frozen=True)
class PledgeText:
    """The whole text, as it is read, printed and hashed."""

    year: int
    bloc_name: str
    dated_on: date
    bases: tuple[str, ...]
    preamble: str
    parts: tuple[Part, ...]


def draft_of(version: PledgeVersion) -> Draft:
    """What was written of a version, ready to be edited or copied."""
    clauses: dict[str, tuple[Clause, ...]] = dict.fromkeys(Section.values, ())
    for clause in sorted(version.clauses.all(), key=lambda row: row.order):
        row = Clause(clause.text, clause.target_unit, clause.target_level)
        clauses[clause.section] = (*clauses[clause.section], row)
    return Draft(
        dated_on=version.dated_on,
        place=version.place,
        theme=version.theme,
        own_bases=version.own_bases,
        entry_into_force=version.entry_into_force,
        clauses=clauses,
    )


def text_of(version: PledgeVersion) -> PledgeText:
    """The text of a version, from its own rows alone (reads `clauses` and `pledge.cycle`)."""
    draft = draft_of(version)
    bodies = [
        ("Chủ đề thi đua", _paragraphs(draft.theme), ()),
        *((TITLES[Section(section)], *_rows(section, draft)) for section in Section.values),
        ("Điều khoản thi hành", _paragraphs(draft.entry_into_force), ()),
    ]
    filled = [body for body in bodies if body[1] or body[2]]
    return PledgeText(
        year=version.pledge.cycle.year_id,
        bloc_name=version.bloc_name,
        dated_on=version.dated_on,
        bases=tuple(version.bases.splitlines()),
        preamble=version.preamble,
        parts=tuple(Part(number, *body) for number, body in zip(ROMAN, filled, strict=False)),
    )


def _paragraphs(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _rows(section: str, draft: Draft) -> tuple[tuple[str, ...], tuple[Clause, ...]]:
    rows = draft.clauses[section]
    if section == Section.TARGET:
        return (), rows
    return tuple(row.text for row in rows), ()


def canonical(version: PledgeVersion) -> str:
    """The one form of a version's text that is hashed and kept: the same rows always give the same signs.

    It ends with the parties, so that nobody joins what others have signed.
    """
    parties = sorted(version.parties.all(), key=lambda row: row.order)
    lines = [
        *_lines(text_of(version)),
        "CÁC BÊN KÝ",
        *(
            f"{number}. {party.name} ({CAPACITIES[PartyCapacity(party.capacity)]})"
            for number, party in enumerate(parties, start=1)
        ),
    ]
    return "\n".join(lines) + "\n"


def _lines(text: PledgeText) -> Iterable[str]:
    yield from ("GIAO ƯỚC THI ĐUA", f"Năm {text.year}", text.bloc_name, in_words(text.dated_on), "")
    yield from (f"Căn cứ {basis}" for basis in text.bases)
    yield from (text.preamble, "")
    for part in text.parts:
        yield f"{part.number}. {part.title.upper()}"
        yield from (
            f"{number}. {clause}" if part.is_numbered else clause
            for number, clause in enumerate(part.clauses, start=1)
        )
        yield from (
            f"{number}. {target.text} | {target.unit} | {target.level}"
            for number, target in enumerate(part.targets, start=1)
        )
        yield ""


def digest(canonical_text: str) -> str:
    """SHA-256 over the UTF-8 bytes of a canonical text, in hexadecimal."""
    return hashlib.sha256(canonical_text.encode()).hexdigest()


def word(version: PledgeVersion, cycle: Cycle, members: int) -> None:
    """Sets on a version, unsaved, what follows from its date: name of the bloc, law and bases, the opening sentence.

    Three queries. Called when the text becomes final, and to show a draft as it would be.
    """
    day = version.dated_on
    bloc = bloc_names_on(day, [cycle.bloc_id]).get(cycle.bloc_id)
    law = LegalBasis.objects.on(day).filter(topic=LegalTopic.EMULATION).order_by("order", "pk")
    bases = [*law.values_list("citation", flat=True), *version.own_bases.splitlines()]
    version.bloc_name = bloc.full if bloc else cycle.bloc.code
    version.bases = "\n".join(bases)
    version.preamble = _preamble(version, cycle, members)


def usual_draft(cycle: Cycle, source: Draft | None) -> Draft:
    """What a year's first draft begins with: last year's clauses, and the usual words around the theme of the city."""
    day, year = clock.today(), cycle.year_id
    bloc = bloc_names_on(day, [cycle.bloc_id]).get(cycle.bloc_id)
    city_theme = cycle.year.theme
    theme = f"“Đoàn kết, sáng tạo, thi đua góp phần thực hiện thắng lợi chủ đề năm {year} của thành phố: {city_theme}”."
    return Draft(
        dated_on=day,
        place=source.place if source else "",
        theme=theme if city_theme else "",
        own_bases=source.own_bases
        if source
        else f"Quy chế hoạt động của {bloc.full if bloc else cycle.bloc.code}",
        entry_into_force=f"Giao ước có hiệu lực từ ngày ký đến hết ngày 31 tháng 12 năm {year}; mỗi đơn vị giữ 01 bản.",
        clauses=source.clauses if source else {},
    )


def word_of(bloc: Bloc) -> str:
    """What papers call a bloc after its first mention."""
    return "Cụm" if bloc.kind == BlocKind.TERRITORIAL else "Khối"


def _preamble(version: PledgeVersion, cycle: Cycle, members: int) -> str:
    body = bodies_on(version.dated_on).get(CityBodyKind.STANDING_BODY)
    where = f", tại {version.place}" if version.place else ""
    witness = f", với sự chứng kiến của đại diện lãnh đạo {body.full}" if body else ""
    return (
        f"Hôm nay, {in_words(version.dated_on)}{where}{witness}, chúng tôi là đại diện lãnh đạo "
        f"{two_digits(members)} đơn vị thành viên {version.bloc_name} (sau đây gọi tắt là {word_of(cycle.bloc)}) "
        f"thống nhất ký giao ước thi đua năm {cycle.year_id} với những nội dung sau:"
    )
