"""Which organisation a text means: by its code, or by any name it ever had."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches

from blocs.actor import Actor
from blocs.models import Organization, OrganizationName
from blocs.text import search_key

# How much of their letters two names share that are written nearly alike.
NEARLY = 0.8


@dataclass(frozen=True)
class Named:
    """A name from a day on."""

    since: date
    name: str
    short_name: str

    @property
    def keys(self) -> set[str]:
        return {search_key(self.name), search_key(self.short_name)} - {""}


@dataclass
class Directory:
    """The organisations an actor sees, by number, and their names, the oldest first."""

    units: dict[int, Organization] = field(default_factory=dict)
    names: dict[int, list[Named]] = field(default_factory=lambda: defaultdict(list))
    by_code: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    # What was worked out of a text already: its key, and whose names hold it.
    keys: dict[str, str] = field(default_factory=dict)
    held: dict[str, set[int]] = field(default_factory=dict)

    def name_on(self, pk: int, day: date) -> str:
        """Its name on a day, before the first the first; its code where it has none."""
        named = [one for one in self.names[pk] if one.since <= day][-1:] or self.names[pk][:1]
        return named[0].name if named else self.units[pk].code

    def find(self, text: str, year: int | None = None) -> list[int]:
        """The organisations a text means, a code before a name. Empty: none; several: it is not told which.

        Of several with one name, those are meant that existed in `year`, and of them those that bore it then.
        """
        pk = self.by_code.get(text.strip().lower())
        if pk is not None:
            return [pk]
        key = self._key(text)
        found = self.by_name.get(key, []) if key else []
        if year is None or len(found) < 2:
            return list(found)
        existing = [pk for pk in found if self.existed(pk, year)]
        bearing = [pk for pk in existing if key in self._keys_in(pk, year)]
        return bearing or existing or list(found)

    def holding(self, text: str, year: int | None = None) -> list[int]:
        """The organisations in one of whose names a text of two words or more stands, as a whole or as its beginning:
        "Hội Nữ doanh nhân" for "Hội Nữ doanh nhân Hải Phòng". Narrowed by the year as in `find`."""
        key = self._key(text)
        if " " not in key:
            return []
        found = self.held.get(key)
        if found is None:
            found = {pk for name, pks in self.by_name.items() if f" {key} " in f" {name} " for pk in pks}
            self.held[key] = found
        existing = [pk for pk in found if year is None or self.existed(pk, year)]
        return sorted(existing or found)

    def nearly(self, text: str) -> list[int]:
        """At most three organisations with a name written nearly like a text, the nearest first."""
        close = get_close_matches(self._key(text), self.by_name, n=3, cutoff=NEARLY)
        return list(dict.fromkeys(pk for name in close for pk in self.by_name[name]))[:3]

    def _key(self, text: str) -> str:
        """Made once of each text: a list says the same names over and over."""
        if text not in self.keys:
            self.keys[text] = search_key(text)
        return self.keys[text]

    def existed(self, pk: int, year: int) -> bool:
        """Whether it was there on some day of a year."""
        unit = self.units[pk]
        begun = unit.founded_on is None or unit.founded_on.year <= year
        return begun and not unit.has_ended(date(year, 1, 1))

    def _keys_in(self, pk: int, year: int) -> set[str]:
        """The names it bore in a year."""
        keys: set[str] = set()
        for named in self.names[pk]:
            if named.since > date(year, 12, 31):
                break
            # Who begins on the first day of the year or before takes the older name's place.
            keys = named.keys if named.since <= date(year, 1, 1) else keys | named.keys
        return keys


def directory(actor: Actor) -> Directory:
    """Two questions, however many organisations."""
    found = Directory({unit.pk: unit for unit in Organization.objects.visible_to(actor)})
    found.by_code = {unit.code.lower(): pk for pk, unit in found.units.items()}
    rows = OrganizationName.objects.order_by("organization_id", "valid_from")
    for pk, since, full, short in rows.values_list("organization_id", "valid_from", "name", "short_name"):
        if pk not in found.units:
            continue
        name = Named(since, full, short)
        found.names[pk].append(name)
        for key in name.keys:
            if pk not in found.by_name[key]:
                found.by_name[key].append(pk)
    return found
