"""How many units a bloc may propose in a year: what is set, what is proposed already, what is missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import AwardRule, Nomination
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
    for row in AwardRule.objects.filter(commendation__through_bloc=True).order_by("valid_from"):
        rules.setdefault(row.commendation_id, []).append(row)
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
    """The numbers as a part of the year of the city. One query."""
    rows = (
        Commendation.objects.filter(through_bloc=True)
        .order_by("-level", "code", "award_rules__valid_from")
        .values_list("pk", "short_name", "award_rules__valid_from", "award_rules__quota_per_bloc")
    )
    names = {pk: name for pk, name, _day, _most in rows}
    now = {pk: (day, most) for pk, _name, day, most in rows if day and day.year <= year}
    before = {pk: most for pk, _name, day, most in rows if day and day.year < year}
    missing = [
        _("Not there yet: the number for {award}.").format(award=name)
        for pk, name in names.items()
        if pk not in now
    ]
    if not names:
        missing.append(_("No award goes through the blocs yet: enter awards in the reference data."))
    if old := [names[pk] for pk, (day, _most) in now.items() if day.year < year]:
        missing.append(
            _("Still the numbers of an earlier year: {awards}. Save them once for this year.").format(
                awards=", ".join(old)
            )
        )
    changes = [
        (
            _("{award}: {new} units a bloc instead of {old}.")
            if most
            else _("{award}: not allotted; the year before {old} units a bloc.")
        ).format(award=names[pk], new=most, old=before[pk])
        for pk, (_day, most) in now.items()
        if pk in before and before[pk] != most
    ]
    return [
        YearPart(
            title=_("Numbers of awards"),
            url=reverse("awards:award_numbers", args=[year]),
            lines=[in_words(names[pk], most) for pk, (_day, most) in now.items()],
            changes=changes,
            missing=missing,
        )
    ]


def in_words(award: str, most: int) -> str:
    """ "Flag: a bloc may propose 01 unit"; of 0 that it is not allotted."""
    if not most:
        return _("{award}: not allotted").format(award=award)
    sentence = ngettext("{award}: a bloc may propose {n} unit", "{award}: a bloc may propose {n} units", most)
    return sentence.format(award=award, n=two_digits(most))


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
