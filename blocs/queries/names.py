"""Questions over many rows of organisations, blocs and the city's bodies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from blocs.models.bloc import BlocName
from blocs.models.city import CityBody
from blocs.models.organization import OrganizationName


@dataclass(frozen=True)
class Name:
    """A name as it was on a day: in full, short, and its key for Vietnamese order."""

    full: str
    short: str
    sort_key: str = ""

    def __str__(self) -> str:
        return self.full


def names_on(day: date, organization_ids: Iterable[int] | None = None) -> dict[int, Name]:
    """Names of organisations valid on a day, by id, in one query; before the first name, the first."""
    rows = OrganizationName.objects.order_by("organization_id", "valid_from")
    if organization_ids is not None:
        rows = rows.filter(organization__in=set(organization_ids))
    return _valid(rows.values_list("organization_id", "valid_from", "name", "short_name", "sort_key"), day)


def bloc_names_on(day: date, bloc_ids: Iterable[int] | None = None) -> dict[int, Name]:
    """Names of blocs valid on a day, by id, in one query; before the first name, the first."""
    rows = BlocName.objects.order_by("bloc_id", "valid_from")
    if bloc_ids is not None:
        rows = rows.filter(bloc__in=set(bloc_ids))
    return _valid(rows.values_list("bloc_id", "valid_from", "name", "short_name", "sort_key"), day)


def bodies_on(day: date) -> dict[str, Name]:
    """Names of the city's bodies valid on a day, by kind, in one query."""
    rows = CityBody.objects.order_by("kind", "valid_from").values_list(
        "kind", "valid_from", "name", "short_name"
    )
    return _valid(((kind, start, name, short, "") for kind, start, name, short in rows), day)


def _valid(rows, day: date) -> dict:
    """Of rows ordered by key and first day, the last that has begun, else the first."""
    valid: dict = {}
    for key, valid_from, name, short_name, order in rows:
        if key not in valid or valid_from <= day:
            valid[key] = Name(name, short_name, order)
    return valid
