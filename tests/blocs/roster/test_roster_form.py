"""What is told beside a roster: what one may set, and no more."""

import pytest
from django.urls import reverse

from blocs.forms.roster import KEEPERS, RosterForm
from blocs.imports.roster.options import Told
from tests.cast import World


@pytest.mark.parametrize(
    ("persona", "asked"), [("officer", True), ("operator", True), ("secretariat", False)]
)
def test_decision_and_composition_are_asked_of_keepers_alone(world: World, persona: str, asked: bool):
    form = RosterForm(actor=world.actor(persona))
    assert [name in form.fields for name in KEEPERS] == [asked] * len(KEEPERS)
    page = world.client(persona).get(reverse("blocs:import_new", args=["roster"])).content.decode()
    assert ('name="whole"' in page) is asked


def test_what_a_secretariat_sends_beside_the_form_counts_for_nothing(world: World):
    data = {"year": "2021", "day": "15/07/2021", "number": "1/QĐ", "issuer": "UBND", "whole": "on"}
    form = RosterForm(data, actor=world.actor("secretariat"))
    assert form.is_valid(), form.errors
    told = Told.of(form.cleaned_data)
    assert (told.whole, told.decision) == (False, None)
    keeper = RosterForm(data, actor=world.actor("officer"))
    assert keeper.is_valid(), keeper.errors
    assert Told.of(keeper.cleaned_data).whole
