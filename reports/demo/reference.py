"""Loads what every bloc uses: legal bases, bodies, commendations, award rules, years, the scoring table."""

from datetime import date

from awards.models import AwardRule
from blocs.models import CityBody, LegalBasis
from emulation.models import (
    Band,
    Commendation,
    Criterion,
    CriterionGroup,
    CriterionRule,
    DisqualificationGround,
    EmulationYear,
    ScoringTable,
    ScoringTableVersion,
    TieBreak,
    Window,
)
from emulation.models.window import Act
from reports.demo import catalogue
from reports.demo.texts import THEME_2021

YEARS = {
    2020: {"theme": "", "source": "Chủ đề năm 2020 chưa tra cứu được, để trống"},
    2021: {"theme": THEME_2021, "source": catalogue.ARTICLE},
}


def load_reference() -> None:
    """Everything but the scoring table; a row that exists is left as it is."""
    for order, (topic, citation, start, end) in enumerate(catalogue.LEGAL_BASES, start=1):
        LegalBasis.objects.get_or_create(
            citation=citation,
            defaults={"topic": topic, "valid_from": start, "valid_until": end, "order": order},
        )
    for kind, name, short_name, start in catalogue.CITY_BODIES:
        CityBody.objects.get_or_create(
            kind=kind, valid_from=start, defaults={"name": name, "short_name": short_name}
        )
    for code, name, short, kind, sign, level, authority, source, through in catalogue.COMMENDATIONS:
        Commendation.objects.get_or_create(
            code=code,
            defaults={
                "name": name,
                "short_name": short,
                "kind": kind,
                "sign": sign,
                "level": level,
                "authority": authority,
                "legal_source": source,
                "through_bloc": through,
            },
        )
    for code, quota, condition in catalogue.AWARD_RULES:
        AwardRule.objects.get_or_create(
            commendation=Commendation.objects.get(code=code),
            valid_from=date(2020, 1, 1),
            defaults={"quota_per_bloc": quota, "condition": condition, "legal_source": catalogue.INVENTED},
        )
    for year, fields in YEARS.items():
        _load_year(year, fields)


def _load_year(year: int, fields: dict[str, str]) -> None:
    """A year of the city with its windows."""
    row, _new = EmulationYear.objects.get_or_create(year=year, defaults=fields)
    windows = [
        (Act.PLEDGE, date(year, 3, 1), date(year, 3, 31)),
        (Act.REGISTRATION, date(year, 3, 1), date(year, 3, 31)),
        (Act.MIDYEAR_REPORT, date(year, 7, 1), date(year, 7, 31)),
        (Act.SELF_SCORING, date(year, 11, 16), date(year, 12, 15)),
        (Act.CROSS_CHECK, date(year, 12, 16), date(year, 12, 31)),
        (Act.ASSESSMENT, date(year + 1, 1, 4), date(year + 1, 1, 15)),
        (Act.NOMINATION, date(year + 1, 1, 12), date(year + 1, 1, 31)),
    ]
    for act, opens, closes in windows:
        Window.objects.get_or_create(year=row, act=act, defaults={"opens": opens, "closes": closes})


def load_table() -> ScoringTableVersion:
    """The demonstration's scoring table, not yet published unless it was before."""
    table, new = ScoringTable.objects.get_or_create(
        code="hoi-doanh-nghiep", defaults={"name": "Bảng tiêu chí chấm điểm thi đua các hội (minh họa)"}
    )
    if not new:
        return table.versions.get(number=1)
    version = ScoringTableVersion.objects.create(table=table, number=1, dated_on=date(2020, 2, 20))
    for group_place, (code, name, kind, criteria) in enumerate(catalogue.TABLE, start=1):
        group = CriterionGroup.objects.create(
            version=version, code=code, name=name, kind=kind, order=group_place
        )
        for place, row in enumerate(criteria, start=1):
            criterion = Criterion.objects.create(
                group=group,
                code=row.code,
                name=row.name,
                max_points=row.most,
                evidence_hint=row.evidence,
                measure_unit=row.unit,
                order=place,
            )
            CriterionRule.objects.create(criterion=criterion)
    for place, (label, minimum) in enumerate(catalogue.BANDS, start=1):
        Band.objects.create(version=version, label=label, minimum=minimum, order=place)
    for place, (key, group_code) in enumerate(catalogue.TIE_BREAKS, start=1):
        TieBreak.objects.create(version=version, key=key, group_code=group_code, order=place)
    for place, (code, text) in enumerate(catalogue.GROUNDS, start=1):
        DisqualificationGround.objects.create(version=version, code=code, text=text, order=place)
    return version
