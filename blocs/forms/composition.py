"""The composition of a year as it stands on the screen: all of it travels with each press of a button."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from blocs.errors import BadInput
from blocs.queries.composition import Line
from blocs.text import nfc

MOST_MEMBERS = 60
MOST_DIGITS = 18


@dataclass
class Draft:
    """A list being edited: ids in order, who does not compete, what is sought, what was pressed."""

    ids: list[int] = field(default_factory=list)
    competing: set[int] = field(default_factory=set)
    seen: int = 0
    text: str = ""
    act: str = ""
    on: int | None = None

    @classmethod
    def read(cls, data: QueryDict) -> "Draft":
        """The list as sent. Raises BadInput for what no page of ours sends.

        The number typed beside a member is its wanted place; equal numbers keep the order of the list.
        """
        ids = [_number(value) for value in data.getlist("member")]
        if len(ids) > MOST_MEMBERS or len(set(ids)) != len(ids):
            raise BadInput
        act, _sign, on = data.get("act", "").partition(":")
        draft = cls(
            ids=ids,
            competing={_number(value) for value in data.getlist("competes")} & set(ids),
            seen=_number(data.get("seen", "")),
            text=nfc(data.get("q", ""))[:100],
            act=act,
            on=_number(on) if on else None,
        )
        places = {pk: _place(data.get(f"place-{pk}", ""), n) for n, pk in enumerate(ids, start=1)}
        draft._arrange(places)
        return draft

    @classmethod
    def of(cls, lines: list[Line], seen: int) -> "Draft":
        """A list as it is recorded."""
        return cls(
            ids=[line.organization_id for line in lines],
            competing={line.organization_id for line in lines if line.competes},
            seen=seen,
        )

    def pressed(self) -> None:
        """Does what the pressed button of a row says: up, down, add, remove."""
        if self.on is None:
            return
        here = self.ids.index(self.on) if self.on in self.ids else None
        if self.act == "add" and here is None and len(self.ids) < MOST_MEMBERS:
            self.ids.append(self.on)
            self.competing.add(self.on)
        elif here is None:
            return
        elif self.act == "remove":
            self.ids.remove(self.on)
        elif self.act == "up" and here > 0:
            self.ids[here - 1], self.ids[here] = self.ids[here], self.ids[here - 1]
        elif self.act == "down" and here < len(self.ids) - 1:
            self.ids[here + 1], self.ids[here] = self.ids[here], self.ids[here + 1]

    def lines(self, names: Mapping[int, str], rows: Mapping[int, Line]) -> list[Line]:
        """The list with names; who is a member already comes with the membership."""
        known = {pk: rows.get(pk) or Line(pk, names[pk]) for pk in self.ids if pk in names or pk in rows}
        return [replace(known[pk], competes=pk in self.competing) for pk in self.ids if pk in known]

    def _arrange(self, places: dict[int, float]) -> None:
        """By the typed numbers. Who is sent to a place comes before who stands there, or after when coming from above."""
        stands = {pk: n for n, pk in enumerate(self.ids, start=1)}

        def key(pk: int) -> tuple[float, int, int]:
            wanted, here = places[pk], stands[pk]
            moved = 0 if wanted == here else (-1 if wanted < here else 1)
            return wanted, moved, here

        self.ids.sort(key=key)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise BadInput
    return int(text)


def _place(text: str, here: int) -> int:
    """The place that was typed; what is no number leaves the member where it stands."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else here
