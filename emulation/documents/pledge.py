"""The pledge (giao ước thi đua) as a paper."""

from dataclasses import dataclass
from datetime import date, datetime

from blocs.dates import short_paper
from emulation.documents.paper import (
    PAIR_WIDTH,
    Basis,
    Block,
    Column,
    Document,
    Heading,
    Letterhead,
    Paragraph,
    Signature,
    Signatures,
    Table,
)
from emulation.documents.typesetting import moment_in_words, roman


@dataclass(frozen=True)
class PledgeTarget:
    """A measurable target: "Hội viên kết nạp mới so với kế hoạch", "%", "≥ 100"."""

    text: str
    unit: str
    level: str


@dataclass(frozen=True)
class PledgeSection:
    """A section with its clauses, numbered when there are several, and its table of targets."""

    title: str
    clauses: tuple[str, ...] = ()
    targets: tuple[PledgeTarget, ...] = ()


@dataclass(frozen=True)
class PledgeParty:
    """One who signs. `authority` as `signing_lines` gives it; `mark` says how he signed, empty while he has not."""

    unit: str
    authority: tuple[str, ...]
    mark: str = ""
    name: str = ""


@dataclass(frozen=True)
class PledgePaper:
    """All that the printed pledge shows; parties in the order of the founding decision, the head last."""

    year: int
    bloc_name: str
    place: str
    dated_on: date
    bases: tuple[str, ...]
    preamble: str
    theme: str
    sections: tuple[PledgeSection, ...]
    parties: tuple[PledgeParty, ...]
    head: PledgeParty | None = None
    head_title: str = "Trưởng khối"
    witness: str = ""
    check: str = ""


def signing_lines(position: str, form: str = "") -> tuple[str, ...]:
    """The lines above a signature (NĐ 30/2020, Annex I, 7a): ("KT. Chủ tịch", "Phó Chủ tịch").

    `form` is one of KT., TM., TL., TUQ., Q. or empty for a head who signs himself.
    """
    head = position[4:] if position.lower().startswith("phó ") else position
    head = head[:1].upper() + head[1:]
    match form:
        case "":
            return (position,)
        case "Q.":
            return (f"Q. {head}",)
        case "TM.":
            return ("TM. Ban Chấp hành", position)
        case "KT.":
            return (f"KT. {head}", position)
        case _:
            return (f"{form} Chủ tịch", position)


def confirmed_mark(moment: datetime) -> str:
    """What stands where a party confirmed in the system: never called a signature."""
    return f"Đã xác nhận điện tử trong hệ thống {moment_in_words(moment)}"


def scanned_mark(signed_on: date) -> str:
    """What stands where a party signed on paper and a scan of it is kept."""
    return f"Đã ký bản giấy ngày {short_paper(signed_on)}"


def digital_mark(signed_on: date) -> str:
    """What stands where a party put a digital signature on the PDF file, which is kept apart."""
    return f"Đã ký số trên tệp PDF ngày {short_paper(signed_on)}"


def pledge_document(pledge: PledgePaper) -> Document:
    """The pledge ready for print."""
    body: list[Block] = [Basis(pledge.bases), Paragraph(pledge.preamble)]
    for number, section in enumerate(pledge.sections, start=1):
        body.append(Heading(f"{roman(number)}. {section.title.upper()}"))
        body += [Paragraph(text, pledge.theme) for text in _numbered(section.clauses)]
        if section.targets:
            body.append(_targets(section.targets))
    body.append(
        Signatures(tuple(map(_signature, pledge.parties)), across=3, title="Đại diện các đơn vị ký giao ước")
    )
    if last := _last_row(pledge):
        body.append(Signatures(last, across=2))
    return Document(
        kind="pledge",
        filename=f"giao-uoc-thi-dua-{pledge.year}.pdf",
        dated_on=pledge.dated_on,
        letterhead=Letterhead(pledge.bloc_name, pledge.place, pledge.dated_on),
        title="Giao ước thi đua",
        subject=f"Năm {pledge.year}",
        body=tuple(body),
        check=pledge.check,
    )


def _numbered(clauses: tuple[str, ...]) -> tuple[str, ...]:
    """ "1. …", "2. …"; a single clause bears no number."""
    if len(clauses) == 1:
        return clauses
    return tuple(f"{number}. {text}" for number, text in enumerate(clauses, start=1))


def _targets(targets: tuple[PledgeTarget, ...]) -> Table:
    return Table(
        columns=(
            Column("STT", "count", "middle"),
            Column("Chỉ tiêu"),
            Column("Đơn vị tính", "word", "middle"),
            Column("Mức phấn đấu", "word", "middle"),
        ),
        rows=tuple(
            (str(i), target.text, target.unit, target.level) for i, target in enumerate(targets, start=1)
        ),
    )


def _signature(party: PledgeParty) -> Signature:
    return Signature(party.unit, party.authority, party.mark, party.name)


def _last_row(pledge: PledgePaper) -> tuple[Signature, ...]:
    """The witness left and the head's unit right, which signs last; each only where there is one."""
    row = []
    if pledge.witness:
        row.append(Signature(pledge.witness, (), role="Đại diện cơ quan chứng kiến", width=PAIR_WIDTH))
    if head := pledge.head:
        row.append(
            Signature(
                head.unit,
                head.authority,
                head.mark,
                head.name,
                role=f"Đơn vị {pledge.head_title}",
                width=PAIR_WIDTH,
            )
        )
    return tuple(row)
