"""Which organisation and which award a row of past results means."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from awards.actions.past_result import why_not_collective
from blocs import clock
from blocs.imports.kind import Cell, Mark, PlannedRow, Row
from blocs.queries.organization_match import Directory
from blocs.text import search_key
from emulation.models import Commendation

# So many organisations are named that a text may mean; of so many unknown texts the nearest names are looked for.
MOST_NAMED, MOST_COMPARED = 5, 20
MOST_OFFERED = 12
# How offices write them; the chairman of a committee signs what it gives.
SHORT_FORMS = {
    "ubnd": "uy ban nhan dan", "tp": "thanh pho", "cp": "chinh phu", "ttcp": "thu tuong chinh phu",
    "ttg": "thu tuong chinh phu", "ct": "chu tich", "thanh pho hai phong": "thanh pho",
    "chu tich uy ban nhan dan": "uy ban nhan dan",
}  # fmt: skip


@dataclass
class Catalogue:
    """Commendations by everything they are called."""

    by_key: dict[str, list[Commendation]] = field(default_factory=dict)
    by_words: dict[str, list[Commendation]] = field(default_factory=dict)
    # What a collective may receive, as offices say it.
    names: list[str] = field(default_factory=list)

    @classmethod
    def read(cls) -> "Catalogue":
        """One question."""
        found = cls()
        for one in Commendation.objects.order_by("-level", "code"):
            texts = (one.code, one.name, one.short_name)
            for key in {search_key(text) for text in texts} - {""}:
                found.by_key.setdefault(key, []).append(one)
            for words in {_words(text) for text in texts} - {""}:
                found.by_words.setdefault(words, []).append(one)
            if not why_not_collective(one):
                found.names.append(one.short_name or one.name)
        return found

    def find(self, text: str) -> list[Commendation]:
        """What a text means; of a collective's and an individual's with one name the collective's."""
        return _of_collectives(self.by_key.get(search_key(text), []))

    def told(self, text: str) -> list[Commendation]:
        """What a text means that says it in fewer words: "Bằng khen UBND TP"."""
        return _of_collectives(self.by_words.get(_words(text), []))


def _of_collectives(found: list[Commendation]) -> list[Commendation]:
    return [one for one in found if not why_not_collective(one)] or found


def _words(text: str) -> str:
    """The words that tell an award from others, short forms written out."""
    key = f" {search_key(text)} "
    for short, full in SHORT_FORMS.items():
        key = key.replace(f" {short} ", f" {full} ")
    return " ".join(word for word in key.split() if word != "cua")


class Matcher:
    """Finds what texts mean, and says at their cells where they mean nothing or several things."""

    def __init__(self, units: Directory, awards: Catalogue) -> None:
        self.units, self.awards = units, awards
        self.near: dict[str, list[int]] = {}

    def unit(self, row: Row, planned: PlannedRow) -> int | None:
        """The organisation, or None with a sentence at its cell."""
        text = row.get("organization")
        if text is None:
            missing(row, planned, "organization", _("Name the organisation."))
            return None
        found = self.units.find(text, row.get("year"))
        if len(found) == 1:
            return found[0]
        held = [] if found else self.units.holding(text, row.get("year"))
        if len(held) == 1:
            planned.cells["organization"] = Cell(
                say=_("Read as {name} ({code}).").format(**self._named(held[0]))
            )
            planned.warns = True
            return held[0]
        found = found or held[:MOST_NAMED]
        if not found:
            sentence = _("No organisation has the code or the name “{text}”.").format(text=text)
            if near := self._nearly(text):
                sentence += " " + _("Nearly alike: {names}.").format(names=near)
        else:
            sentence = _("Several organisations fit “{text}”: {names}. Type the code.").format(
                text=text,
                names="; ".join("{name} ({code})".format(**self._named(pk)) for pk in found),
            )
        planned.cells["organization"] = Cell(Mark.ERROR, say=sentence)
        return None

    def _named(self, pk: int) -> dict[str, str]:
        return {"name": self.units.name_on(pk, clock.today()), "code": self.units.units[pk].code}

    def _nearly(self, text: str) -> str:
        """Names written nearly alike; of the first unknown texts alone, for it takes its time."""
        if text not in self.near:
            few = len(self.near) < MOST_COMPARED
            self.near[text] = self.units.nearly(text) if few else []
        return "; ".join("{name} ({code})".format(**self._named(pk)) for pk in self.near[text])

    def award(self, row: Row, planned: PlannedRow) -> Commendation | None:
        """The award of a collective, or None with a sentence at its cell."""
        text = row.get("commendation")
        if text is None:
            missing(row, planned, "commendation", _("Name the title or form of commendation."))
            return None
        found = self.awards.find(text)
        if not found and len(told := self.awards.told(text)) == 1 and not why_not_collective(told[0]):
            planned.cells["commendation"] = Cell(say=_("Read as {award}.").format(award=told[0].name))
            planned.warns = True
            return told[0]
        if not found:
            sentence = _("The catalogue of awards has no “{text}”. It has: {names}.").format(
                text=text, names="; ".join(self.awards.names[:MOST_OFFERED])
            )
        elif len(found) > 1:
            sentence = _("Several awards are called “{text}”: {names}. Type the code.").format(
                text=text, names="; ".join(f"{one.name} ({one.code})" for one in found)
            )
        else:
            sentence = why_not_collective(found[0])
        if not sentence:
            return found[0]
        planned.cells["commendation"] = Cell(Mark.ERROR, say=sentence)
        return None


def missing(row: Row, planned: PlannedRow, column: str, sentence: str) -> None:
    """A required cell is empty; of one that cannot be read the engine says why."""
    if column not in unreadable(row):
        planned.cells[column] = Cell(Mark.ERROR, say=sentence)


def unreadable(row: Row) -> set[str]:
    """The columns whose texts are not empty and could not be read."""
    return {name for name, text in row.texts.items() if text and name not in row.readings}
