"""The small picture of an organisation's places over the years: place 1 on top, gaps for years without a place."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from reports.queries.organization import OrganizationCard

# Of the picture, in its own units: the first and the last year's middle, the first and the last place's height.
LEFT, RIGHT, TOP, BOTTOM = 76, 708, 40, 236
WIDTH, HEIGHT = 760, 276
# Above so many years, every other label stands only where there is room.
MANY = 6
# So many honours are named in the picture; of more, the table tells which.
FEW = 4
# Between places so near to each other only every other line has its figure.
CLOSE = 22


@dataclass(frozen=True)
class Dot:
    """A year with a place: where it stands, how it is drawn, the word above it."""

    x: int
    y: int
    css: str
    word: str = ""


@dataclass(frozen=True)
class Tick:
    """A year under the picture or a place beside it."""

    at: int
    label: int
    minor: bool


@dataclass(frozen=True)
class Figure:
    """Everything the template draws; `description` says the same in words."""

    title: str
    description: str
    caption: str
    paths: list[str]
    dots: list[Dot]
    years: list[Tick]
    places: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT


def places_figure(card: OrganizationCard) -> Figure | None:
    """The picture of the organisation's own places; None where it has fewer than two."""
    results = {row.year: row.result for row in card.years if row.result and not row.unit}
    if len(results) < 2:
        return None
    honours = {one.year: one.short_name for one in card.honours if not one.unit and not one.revoked_on}
    first, last = min(results), max(results)
    lowest = max(max(result.of, result.place) for result in results.values())

    def x(year: int) -> int:
        return LEFT + (RIGHT - LEFT) * (year - first) // (last - first)

    def y(place: int) -> int:
        return TOP + (BOTTOM - TOP) * (place - 1) // max(lowest - 1, 1)

    named = honours if len(honours) <= FEW else {}
    dots = [
        Dot(x(year), y(result.place), "dot-honour" if year in honours else "dot", named.get(year, ""))
        for year, result in sorted(results.items())
    ]
    paths = [
        "M" + "L".join(f"{x(year)} {y(results[year].place)}" for year in run)
        for run in _runs(sorted(results))
    ]
    step = (BOTTOM - TOP) // max(lowest - 1, 1)
    every = 1 if step >= CLOSE else 2
    return Figure(
        title=_("Places in the bloc, {first}–{last}").format(first=first, last=last),
        description="; ".join(_in_words(year, card) for year in range(first, last + 1)),
        caption=_caption(results, honours),
        paths=paths,
        dots=dots,
        years=[
            Tick(x(year), year, minor=last - first >= MANY and (last - year) % 2 == 1)
            for year in range(first, last + 1)
        ],
        places=[Tick(y(place), place, minor=place % 2 == 0) for place in range(1, lowest + 1, every)],
    )


def _runs(years: list[int]) -> Iterable[list[int]]:
    """Years that follow each other; a year without a place ends a run."""
    run: list[int] = []
    for year in years:
        if run and year != run[-1] + 1:
            yield run
            run = []
        run.append(year)
    if run:
        yield run


def _in_words(year: int, card: OrganizationCard) -> str:
    row = next((row for row in card.years if row.year == year and row.result and not row.unit), None)
    if row is None or row.result is None:
        return _("{year}: no place").format(year=year)
    return _("{year}: place {place} of {of}").format(year=year, place=row.result.place, of=row.result.of)


def _caption(results: dict, honours: dict[int, str]) -> str:
    """What is to be seen: the years in first place, and what a golden dot means."""
    sentences = []
    firsts = [str(year) for year, result in sorted(results.items()) if result.place == 1]
    if firsts:
        sentences.append(_("In first place: {years}.").format(years=", ".join(firsts)))
    if set(honours) & set(results):
        sentences.append(_("A golden dot is a year with an honour."))
    return " ".join(sentences)
