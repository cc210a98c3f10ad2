"""What the acts on organisations will do, in sentences for the page that asks for confirmation."""

from collections.abc import Iterable

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from blocs import clock
from blocs.forms.organization import CorrectNameForm, DissolveForm, RenameForm, WithdrawForm
from blocs.forms.organization_succession import ENDS, NEW, MergeForm, SplitForm
from blocs.models import Organization, OrganizationName
from blocs.queries.organization_checks import name_of, namesakes
from blocs.queries.organization_ends import ONE_DAY, Ending, end_sentences, named


def of_renaming(organization: Organization, form: RenameForm) -> list[str]:
    """What another name changes, and what it does not."""
    values = form.cleaned_data
    day = date_format(values["valid_from"])
    old = name_of(organization, values["valid_from"])
    told = [
        _("From {date} on “{old}” is called “{new}” ({short}).").format(
            date=day, old=old, new=values["name"], short=values["short_name"]
        ),
        _("Papers dated before {date} keep the old name; they can be printed again at any time.").format(
            date=day
        ),
        _by(values["decision"]),
    ]
    if values["valid_from"] > clock.today():
        told.insert(1, _("Until then everything shows the name it has now."))
    else:
        told.insert(2, _("What was signed, locked or issued since then stays as it is."))
    return told


def of_correcting(row: OrganizationName, form: CorrectNameForm) -> list[str]:
    """What the name was and is to be."""
    values = form.cleaned_data
    old = f"{row.name} ({row.short_name})", date_format(row.valid_from)
    new = f"{values['name']} ({values['short_name']})", date_format(values["valid_from"])
    return [
        _("“{old}” from {before} on becomes “{new}” from {after} on, as if it had been entered so.").format(
            old=old[0], before=old[1], new=new[0], after=new[1]
        ),
        _("Pages and papers of that time show the corrected name."),
        _("What was signed, locked or issued stays as it is."),
        _("What was entered stays in the history of changes, with the reason."),
    ]


def of_dissolving(form: DissolveForm) -> list[str]:
    """The end of one organisation."""
    if form.ending is None:
        return []
    return [
        _("{name} is dissolved from {date}; its last day is {last}.").format(
            name=form.ending.name,
            date=date_format(form.ending.effective_on),
            last=date_format(form.ending.last_day),
        ),
        *_what_ends([form.ending]),
        _by(form.cleaned_data["decision"]),
    ]


def of_merging(form: MergeForm) -> list[str]:
    """Who goes into whom, and what ends with that."""
    values = form.cleaned_data
    day = values["effective_on"]
    ending = "; ".join(one.name for one in form.ending)
    told = []
    if values["into"] == NEW:
        new = form.founded()[0]
        told.append(
            _("From {date} on {names} go on as one new organisation: {new} ({code}).")
            .format(date=date_format(day), names=ending, new=new["name"], code=new["code"])
        )  # fmt: skip
        heir = new["name"]
        told.append(_begins(heir))
    else:
        assert form.successor is not None
        heir = name_of(form.successor, day)
        told.append(
            _("From {date} on {names} is part of {successor}.").format(
                date=date_format(day), names=ending, successor=heir
            )
        )
    return [
        *told,
        *(_last_day(one) for one in form.ending),
        *_what_ends(form.ending),
        _(
            "Pledges, scores and honours stay with the organisation that earned them; {successor} shows them as its history too."
        ).format(successor=heir),
        _by(values["decision"]),
    ]


def of_splitting(organization: Organization, form: SplitForm) -> list[str]:
    """What comes of an organisation, and whether it goes on."""
    values = form.cleaned_data
    day = values["effective_on"]
    name = name_of(organization, day - ONE_DAY)
    parts = [name_of(part, day) for part in form.parts]
    parts += [_("{name} (new, code {code})").format(**new) for new in form.founded()]
    told = [
        _("From {date} on these come of {name}: {parts}.").format(
            date=date_format(day), name=name, parts="; ".join(parts)
        )
    ]
    if values["outcome"] == ENDS and form.ending is not None:
        told += [_last_day(form.ending), *_what_ends([form.ending])]
    else:
        told.append(_("{name} goes on as before, with its memberships and people.").format(name=name))
    told.append(_("What {name} did until then is part of the history of each of them.").format(name=name))
    told += [_begins(new["name"]) for new in form.founded()]
    return [*told, _by(values["decision"])]


def of_withdrawing(form: WithdrawForm) -> list[str]:
    """What is as it was before."""
    return [
        *form.found[form.cleaned_data["entry"]].sentences,
        _("What was entered stays in the history of changes, with the reason why it was withdrawn."),
    ]


def warned(named: Iterable[tuple[str, str]], pk: int | None = None) -> list[str]:
    """Other organisations that have or had a name or short name of these, as sentences that only warn."""
    told = []
    for name, short_name in named:
        for row in namesakes(name, short_name, pk):
            told.append(
                _("{code} has or had nearly the same name: “{name}” ({short}), from {date}.").format(
                    code=row.organization.code,
                    name=row.name,
                    short=row.short_name,
                    date=date_format(row.valid_from),
                )
            )
    return list(dict.fromkeys(told))


def _begins(name: str) -> str:
    return _("{name} has no leader and belongs to no bloc yet: enter both afterwards.").format(name=name)


def _last_day(ending: Ending) -> str:
    return _("The last day of {name} is {date}.").format(name=ending.name, date=date_format(ending.last_day))


def _what_ends(endings: Iterable[Ending]) -> list[str]:
    endings = list(endings)
    several = len(endings) > 1
    told = [
        named(ending.name, sentence) if several else sentence
        for ending in endings
        for sentence in end_sentences(ending)
    ]
    if any(ending.last_day < clock.today() for ending in endings):
        told.append(_("From now on it can neither be nominated nor become a member nor get a leader."))
    else:
        told.append(_("After its last day it can neither be nominated nor become a member nor get a leader."))
    told.append(_("It stays in the register and in every list of the years it took part in."))
    return told


def _by(decision: str) -> str:
    return _("Decision: {decision}.").format(decision=decision.rstrip("."))
