"""Words and icons for states: of a nomination, of an opinion; and the criteria beside a dossier."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from awards.models import AwardRule, Nomination, NominationState, Opinion, Verdict
from awards.queries.nominations import Dossier, Row
from blocs import clock
from blocs.numbers import format_number
from emulation.models import StandingEntry


@dataclass(frozen=True)
class Word:
    """A state as the `state` tag shows it."""

    kind: str
    icon: str
    text: str


@dataclass(frozen=True)
class Check:
    """A line of the criteria: `css` is is-ok, is-warn, is-bad or empty where a person must judge."""

    css: str
    icon: str
    text: str
    note: str
    word: str


OPINION_ICONS = {Verdict.AGREE: "check-circle", Verdict.DISAGREE: "ban", Verdict.OTHER: "info"}


def state_of(nomination: Nomination) -> Word:
    """Where a nomination stands, in one word."""
    if nomination.state == NominationState.PREPARING:
        if nomination.is_complete:
            return Word("move", "check", pgettext("nomination", "Complete"))
        return Word("none", "pen", nomination.get_state_display())
    if nomination.state == NominationState.RECEIVED and nomination.approved_at:
        return Word("done", "check-circle", pgettext("nomination", "Appraised"))
    kind, icon = {
        NominationState.SENT: ("move", "clock"),
        NominationState.RECEIVED: ("move", "folder"),
        NominationState.SUPPLEMENT: ("soon", "return"),
        NominationState.AWARDED: ("honour", "medal"),
        NominationState.NOT_APPROVED: ("none", "minus"),
    }[NominationState(nomination.state)]
    return Word(kind, icon, nomination.get_state_display())


def opinion_word(opinion: Opinion | None) -> Word:
    """What a council member said of a nomination, or that it is still to come."""
    if opinion is None:
        return Word("soon", "circle", _("No opinion yet"))
    return Word("done", OPINION_ICONS[Verdict(opinion.verdict)], opinion.get_verdict_display())


def place_of(entry: StandingEntry, members: int) -> str:
    """ "1/8", with the word for a shared place."""
    place = f"{entry.place}/{members}"
    return _("{place}, shared").format(place=place) if entry.shared else place


def checks_of(dossier: Dossier, rule: AwardRule | None, proposed: int | None) -> list[Check]:
    """The criteria of an award, with what the system knows of each.

    `proposed` is how many units the bloc proposes, None for those who may not know.
    """
    nomination, entry = dossier.nomination, dossier.entry
    points = _("{points} points, place {place}").format(
        points=format_number(entry.total, 2), place=place_of(entry, dossier.members)
    )
    found = []
    if rule and rule.condition:
        found.append(
            Check(
                "",
                "scale",
                rule.condition,
                " · ".join(filter(None, [rule.legal_source, points])),
                _("To be judged"),
            )
        )
    else:
        found.append(Check("", "scale", _("Standing in the bloc"), points, _("To be judged")))
    if entry.marks:
        found.append(_bad(_("Not considered for awards"), entry.marks))
    else:
        found.append(_ok(_("No ground against an award is recorded"), _("As of the locked scores")))
    found.append(_quota(rule, proposed))
    if nomination.cites_superseded:
        found.append(
            _warn(
                _("The standings cited have been replaced"),
                _("The scores were opened and locked again after the dossier was written."),
            )
        )
    else:
        locked_on = _day(nomination.snapshot.taken_at)
        found.append(_ok(_("The standings cited are in force"), _("Locked on {date}").format(date=locked_on)))
    if nomination.received_at:
        received = _day(nomination.received_at)
        found.append(_ok(_("The dossier was received"), _("On {date}").format(date=received)))
    else:
        found.append(_warn(_("The dossier is not received yet"), nomination.get_state_display()))
    if nomination.approved_at:
        approved = _day(nomination.approved_at)
        found.append(_ok(_("The appraisal is approved"), _("On {date}").format(date=approved)))
    else:
        found.append(_warn(_("The appraisal is not approved yet"), _("By the head of the standing body")))
    return found


def by_award(rows: Iterable[Row]) -> list[str]:
    """A sentence for each award, with the units by name."""
    awards: dict[str, list[str]] = {}
    for row in rows:
        awards.setdefault(row.nomination.commendation.name, []).append(row.name)
    return [
        ngettext("{award}, {n} unit: {units}.", "{award}, {n} units: {units}.", len(units)).format(
            award=award, n=len(units), units="; ".join(units)
        )
        for award, units in awards.items()
    ]


def summary_of(checks: list[Check]) -> str:
    """ "4 met, 1 to note"."""
    met = sum(check.css == "is-ok" for check in checks)
    noted = sum(check.css in {"is-warn", "is-bad"} for check in checks)
    parts = [_("{n} met").format(n=met)]
    if noted:
        parts.append(_("{n} to note").format(n=noted))
    return ", ".join(parts)


def _day(moment: datetime) -> str:
    return date_format(moment.astimezone(clock.LOCAL).date())


def _quota(rule: AwardRule | None, proposed: int | None) -> Check:
    if rule is None:
        return _warn(_("The city has set no number for this award"), "")
    allowed = ngettext(
        "A bloc may propose {n} unit", "A bloc may propose {n} units", rule.quota_per_bloc
    ).format(n=rule.quota_per_bloc)
    if proposed is None:
        return _ok(_("Within the number the bloc may propose"), allowed)
    note = f"{allowed}; " + _("this bloc proposes {n}").format(n=proposed)
    if proposed > rule.quota_per_bloc:
        return _bad(_("More than the number the bloc may propose"), note)
    return _ok(_("Within the number the bloc may propose"), note)


def _ok(text: str, note: str) -> Check:
    return Check("is-ok", "check-circle", text, note, pgettext("criterion", "Met"))


def _warn(text: str, note: str) -> Check:
    return Check("is-warn", "alert", text, note, pgettext("criterion", "To note"))


def _bad(text: str, note: str) -> Check:
    return Check("is-bad", "ban", text, note, pgettext("criterion", "Not met"))
