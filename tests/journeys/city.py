"""The city of the journey: its people at their browsers, and the rows the story speaks of."""

from dataclasses import dataclass, field

from django.test import Client
from django.urls import reverse

from blocs.models import Organization
from blocs.rules import needs_second_factor
from emulation.models import Criterion, Cycle, PledgeParty, ScoreSheet
from emulation.models.pledge import PartyCapacity
from tests.cast import World
from tests.factories import PASSWORD, code_of, make_app
from tests.journeys.visitor import Visitor

YEAR = 2022
UNITS = ("Hội A", "Hội B", "Hội C")


@dataclass
class Year:
    """The city during the story: its people at their browsers, and the rows the story speaks of."""

    world: World
    visitors: dict[str, Visitor] = field(default_factory=dict)

    def of(self, persona: str) -> Visitor:
        """The browser of a persona, signed in through the login page at its first use."""
        if persona not in self.visitors:
            visitor = self.visitors[persona] = Visitor(Client())
            login = visitor.open(reverse("account_login"))
            user = self.world.users[persona]
            secret = make_app(user) if needs_second_factor(self.world.actor(persona)) else ""
            home = login.send(login=user.email, password=PASSWORD)
            if secret:
                home = home.send(having="code", code=code_of(secret))
            assert home.address == "/"
        return self.visitors[persona]

    @property
    def cycle(self) -> Cycle:
        return Cycle.objects.with_offices().get(bloc=self.world.bloc, year=YEAR)

    def page(self, name: str) -> str:
        return reverse(name, args=[self.cycle.pk])

    def unit(self, code: str) -> Organization:
        return self.world.units[code]

    def sheet(self, code: str) -> ScoreSheet:
        return ScoreSheet.objects.get(cycle=self.cycle, organization=self.unit(code))

    def sheet_page(self, code: str, name: str = "scoresheet") -> str:
        return reverse(f"emulation:{name}", args=[self.sheet(code).pk])

    def place(self, code: str, capacity: str = PartyCapacity.MEMBER) -> PledgeParty:
        return PledgeParty.objects.get(organization=self.unit(code), capacity=capacity)

    def cell(self, criterion: str, name: str) -> str:
        return f"{Criterion.objects.get(code=criterion, group__version=self.cycle.table_version).pk}-{name}"


def enter(city: Year, table: str, **values: object):
    """The operator adds a row in the admin."""
    form = city.of("operator").open(reverse(f"admin:{table}_add"))
    listed = form.send(**{name: str(value) for name, value in values.items()})
    assert listed.address == reverse(f"admin:{table}_changelist"), listed.main
