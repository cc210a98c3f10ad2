"""Setting how many units a bloc may propose for each award in a year."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from awards.models import AwardRule
from awards.queries.award_numbers import AwardNumber, award_numbers, seen_of
from awards.rules.award_number import can_set_award_numbers
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, NotAllowed, Stale
from blocs.locking import locked
from emulation.models import Cycle, EmulationYear


class TooFew(BadInput):
    """A number lies below what a bloc proposes already; `commendation_id` says of which award."""

    def __init__(self, number: AwardNumber) -> None:
        self.commendation_id = number.commendation.pk
        super().__init__(
            _("{award}: a bloc proposes {n} already.").format(
                award=number.commendation.short_name, n=number.proposed
            )
        )


def set_award_numbers(
    year: EmulationYear,
    *,
    actor: Actor,
    numbers: Mapping[int, int],
    legal_source: str = "",
    seen: str | None = None,
) -> list[AwardRule]:
    """Writes the number of each award (by commendation) for a year, valid from its first day.

    0 says that the award is not allotted. Every award named gets a rule of the year's own, which keeps the condition of the one before; later years follow
    it until they have theirs. Raises NotAllowed, Stale, BadInput (unknown award, below 0), TooFew.
    """
    with transaction.atomic():
        year = locked(EmulationYear, year.pk)
        if not can_set_award_numbers(actor):
            raise NotAllowed
        # What a bloc may propose is counted under the lock of its cycle.
        for pk in Cycle.objects.filter(year__gte=year.year).order_by("pk").values_list("pk", flat=True):
            locked(Cycle, pk)
        known = award_numbers(year.year)
        if seen is not None and seen != seen_of(known):
            raise Stale
        if set(numbers) - {number.commendation.pk for number in known}:
            raise BadInput(_("This award does not go through the blocs."))
        written = []
        for number in known:
            most = numbers.get(number.commendation.pk)
            if most is None:
                continue
            if most < 0:
                raise BadInput(_("The number is 0 or more."))
            if most < number.proposed:
                raise TooFew(number)
            if number.own and number.rule and number.rule.quota_per_bloc == most:
                continue
            written.append(_write(number, most, year.year, legal_source, actor))
        return written


def _write(number: AwardNumber, most: int, year: int, legal_source: str, actor: Actor) -> AwardRule:
    before = number.rule
    old: dict[str, object] = {"quota_per_bloc": before.quota_per_bloc} if before else {}
    if number.own and before:
        rule = before
    else:
        rule = AwardRule(commendation=number.commendation, valid_from=date(year, 1, 1))
        rule.condition = before.condition if before else ""
        rule.legal_source = before.legal_source if before else ""
    rule.quota_per_bloc = most
    rule.legal_source = legal_source or rule.legal_source
    rule.save()
    record(
        "awardrule.change" if number.own else "awardrule.add",
        rule,
        actor=actor,
        old=old,
        new={"quota_per_bloc": most, "valid_from": rule.valid_from, "legal_source": rule.legal_source},
        label=f"{number.commendation.short_name} {year}",
        year=year,
    )
    return rule
