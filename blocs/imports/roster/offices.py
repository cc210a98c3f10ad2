"""Offices of a roster: who heads a bloc of the year, and who is its deputy."""

from datetime import date, timedelta

from django.utils.translation import gettext as _

from blocs import clock, ports
from blocs.imports.kind import Mark
from blocs.imports.roster.blocs import Compositions, Of, Place
from blocs.imports.roster.options import Told
from blocs.imports.roster.record import Register
from blocs.imports.roster.sheet import day
from blocs.imports.roster.steps import OfficeTaken, Steps
from blocs.models import Office
from blocs.models.office import OfficeRole
from blocs.queries.office import first_day, title_of
from blocs.text import search_key

# What offices are called, whatever word a bloc has chosen for itself.
WORDS = {
    OfficeRole.HEAD: ("Trưởng khối", "Khối trưởng", "Cụm trưởng", "Trưởng cụm", "Trưởng"),
    OfficeRole.DEPUTY: ("Phó trưởng khối", "Khối phó", "Cụm phó", "Phó trưởng cụm", "Phó cụm", "Phó khối", "Phó"),
}  # fmt: skip
ROLES = {search_key(word): role for role, words in WORDS.items() for word in words}


class Offices:
    """Heads and deputies that the file names."""

    def __init__(self, register: Register, told: Told, compositions: Compositions, steps: Steps) -> None:
        self.register, self.told, self.compositions, self.steps = register, told, compositions, steps
        self.keeper = compositions.keeper
        # Who heads a bloc once the file is written, and who stays its deputy.
        self.heads: dict[int, int] = {}

    def compare(self) -> None:
        for bloc, offices in self.register.offices.items():
            for office in offices:
                if office.role == OfficeRole.HEAD and office.until is None:
                    self.heads[bloc] = office.organization_id
        for of in self.compositions.of.values():
            told: dict[int, tuple[Place, str]] = {}
            for place in of.places:
                role = self._role(place)
                if role is not None:
                    told[place.unit.key] = place, role
            self._compare(of, told)

    def _role(self, place: Place) -> str | None:
        text = place.entry.row.get("office")
        if not text:
            return None
        bloc, key = self.register.blocs[place.bloc], search_key(text)
        for role, title in ((OfficeRole.HEAD, bloc.head_title), (OfficeRole.DEPUTY, bloc.deputy_title)):
            if key == search_key(title):
                return role
        if key in ROLES:
            return ROLES[key]
        place.entry.wrong(
            "office",
            _("“{text}” is no office of a bloc. Enter “{head}” or “{deputy}”.").format(
                text=text, head=bloc.head_title, deputy=bloc.deputy_title
            ),
        )
        return None

    def _compare(self, of: Of, told: dict[int, tuple[Place, str]]) -> None:
        bloc = self.register.blocs[of.bloc]
        present = {
            office.organization_id: office
            for office in self.register.offices.get(of.bloc, [])
            if office.until is None
        }
        heads = [place for place, role in told.values() if role == OfficeRole.HEAD]
        for second in heads[1:]:
            second.entry.wrong(
                "office",
                _("Row {row} names another “{title}” of the same bloc.").format(
                    row=heads[0].entry.row.number, title=bloc.head_title
                ),
            )
        new_head = heads[0].unit.key if heads else None
        for place, role in sorted(told.values(), key=lambda pair: pair[1] != OfficeRole.HEAD):
            own = present.get(place.unit.key)
            if own is not None and own.role == role:
                continue
            old = title_of(bloc, own.role) if own else ""
            new = title_of(bloc, role)
            if not self.keeper:
                place.entry.mark("office", Mark.BARRED, old=old, new=new)
                continue
            office = Office(
                bloc=bloc,
                organization_id=place.unit.key,
                year=self.told.year,
                role=role,
                since=self.told.day,
            )
            head = next((one for one in present.values() if one.role == OfficeRole.HEAD), None)
            place.entry.mark(
                "office",
                Mark.CHANGED if own else Mark.NEW,
                old=old,
                new=new,
                say=self._say(head) if role == OfficeRole.HEAD else "",
            )
            against = self._against(place, office, own, head, new_head)
            if against:
                place.entry.wrong("office", " ".join(against))
                continue
            if role == OfficeRole.HEAD:
                self.heads[of.bloc] = place.unit.key
            self.steps.offices.append(OfficeTaken(place.entry.row.number, of.bloc, place.unit.key, role))

    def _say(self, head: Office | None) -> str:
        if head is None:
            return ""
        return _("{name} holds the office to {date}.").format(
            name=self.register.name(head.organization_id), date=day(self.told.day - timedelta(days=1))
        )

    def _against(
        self, place: Place, office: Office, own: Office | None, head: Office | None, new_head: int | None
    ) -> list[str]:
        """What the act would refuse, as far as it is known here."""
        bloc, year, since, told = office.bloc, office.year, office.since, []
        if not self.told.basis:
            told.append(_("Enter the minutes of the election or the decision above the table."))
        if not place.competes:
            told.append(
                _("An office is held by a member that competes; this one takes part without competing.")
            )
        if not first_day(year) <= since <= date(year + 1, 12, 31):
            told.append(
                _("An office of {year} begins between {first} and the closing of the year.").format(
                    year=year, first=f"{first_day(year):%d/%m/%Y}"
                )
            )
        if office.role == OfficeRole.DEPUTY and own is not None and new_head in (None, place.unit.key):
            told.append(
                _("It is “{title}” now: name the member that takes this office over, too.").format(
                    title=bloc.head_title
                )
            )
        if office.role == OfficeRole.HEAD and head is not None:
            if since > clock.today():
                told.append(
                    _("A hand-over is recorded once its day has come: rights pass on with it at once.")
                )
            if since <= head.since:
                told.append(
                    _("The present one has held the office since {date}: hand it over on a later day.")
                    .format(date=day(head.since))
                )  # fmt: skip
        return told or ports.vetoes_of("office.change", office)
