"""How many units a bloc may propose in a year: what is set, what is proposed already, what is missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import AwardRule, Nomination
from awards.queries.rules import rules_for
from blocs.dates import two_digits
from blocs.ports import YearPart
from emulation.models import Commendation, EmulationYear


@dataclass(frozen=True)
class AwardNumber:
    """A commendation in a year: the rule in force, whether it was set for this year, the most a bloc proposes.

    `until` is the year before which the rule holds: a later one follows it.
    """

    commendation: Commendation
    rule: AwardRule | None
    own: bool
    proposed: int
    until: int | None = None


def award_numbers(year: int) -> list[AwardNumber]:
    """All commendations that go through a bloc, the highest first. Three queries."""
    rules: dict[int, list[AwardRule]] = {}
    for rule in AwardRule.objects.filter(commendation__through_bloc=True).order_by("valid_from"):
        rules.setdefault(rule.commendation_id, []).append(rule)
    proposed = Counter(
        Nomination.objects.filter(cycle__year__gte=year).values_list("cycle", "cycle__year", "commendation")
    )
    numbers = []
    for commendation in Commendation.objects.filter(through_bloc=True).order_by("-level", "code"):
        dated = rules.get(commendation.pk, [])
        rule = next((rule for rule in reversed(dated) if rule.valid_from.year <= year), None)
        until = next((rule.valid_from.year for rule in dated if rule.valid_from.year > year), None)
        numbers.append(
            AwardNumber(
                commendation=commendation,
                rule=rule,
                own=rule is not None and rule.valid_from.year == year,
                proposed=max(
                    (
                        count
                        for (_cycle, of_year, award), count in proposed.items()
                        if award == commendation.pk and (until is None or of_year < until)
                    ),
                    default=0,
                ),
                until=until,
            )
        )
    return numbers


def seen_of(numbers: Iterable[AwardNumber]) -> str:
    """The numbers as a page showed them: others, or of other rows, read otherwise."""
    return " ".join(
        f"{number.commendation.pk}:{number.rule.pk}:{number.rule.quota_per_bloc}"
        for number in numbers
        if number.rule
    )


def numbers_of_year(year: int) -> list[YearPart]:
    """The numbers as a part of the year of the city. Three queries."""
    rules = rules_for(year)
    before = {rule.commendation_id: rule for rule in rules_for(year - 1)}
    without = Commendation.objects.filter(through_bloc=True).exclude(
        pk__in=[rule.commendation_id for rule in rules]
    )
    missing = [
        _("Not there yet: the number for {award}.").format(award=commendation.short_name)
        for commendation in without.order_by("-level", "code")
    ]
    if not rules and not missing:
        missing.append(_("No award goes through the blocs yet: enter awards in the reference data."))
    old = [rule.commendation.short_name for rule in rules if rule.valid_from.year < year]
    if old:
        missing.append(
            _("Still the numbers of an earlier year: {awards}. Save them once for this year.").format(
                awards=", ".join(old)
            )
        )
    changes = [
        _("{award}: {new} units a bloc instead of {old}.").format(
            award=rule.commendation.short_name,
            new=rule.quota_per_bloc,
            old=before[rule.commendation_id].quota_per_bloc,
        )
        for rule in rules
        if rule.commendation_id in before
        and before[rule.commendation_id].quota_per_bloc != rule.quota_per_bloc
    ]
    return [
        YearPart(
            title=_("Numbers of awards"),
            url=reverse("awards:award_numbers", args=[year]),
            lines=[in_words(rule) for rule in rules],
            changes=changes,
            missing=missing,
        )
    ]


def in_words(rule: AwardRule) -> str:
    """ "Flag: a bloc may propose 01 unit"."""
    return ngettext(
        "{award}: a bloc may propose {n} unit", "{award}: a bloc may propose {n} units", rule.quota_per_bloc
    ).format(award=rule.commendation.short_name, n=two_digits(rule.quota_per_bloc))


def vetoes(act: str, obj: EmulationYear) -> list[str]:
    """Why the opening of a year may not be undone: a bloc proposes units already."""
    if act != "year.undo":
        return []
    count = Nomination.objects.filter(cycle__year=obj.year).count()
    if not count:
        return []
    return [ngettext("{n} dossier is begun.", "{n} dossiers are begun.", count).format(n=two_digits(count))]


def consequences(act: str, obj: EmulationYear) -> list[str]:
    """What becomes of the numbers when the opening of a year is undone."""
    if act != "year.undo" or not AwardRule.objects.filter(valid_from__year=obj.year).exists():
        return []
    return [_("The numbers of awards set for this year stay; they hold again when it is opened again.")]
