"""A council member tied to a unit finds nothing of its dossier on any page, list, count or file."""

import pytest

from tests.attacks.pages import pages
from tests.cast import World
from tests.whole import build_whole
from tests.workbooks import taken

SECRET = "Chỉ người được xem mới đọc"
# May be read by whoever may open the dossier of B; the others find no word of it anywhere.
STRANGERS = ["anonymous", "nobody", "ended_leader", "outside_leader", "other_secretariat"]


def answers(world: World, persona: str, asked: list[str]) -> dict[str, str]:
    """The text of every page a persona may open."""
    client = world.client(persona)
    found = {address: client.get(address) for address in asked}
    return {
        address: answer.content.decode()
        for address, answer in found.items()
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html")
    }


def test_no_page_tells_the_tied_member_of_the_dossier(world: World):
    whole = build_whole(world, SECRET)
    asked = [page for page in pages(whole) if not page.endswith("/paper/")]
    free = answers(world, "board", asked)
    tied = answers(world, "conflicted_board", asked)
    dossier = f"/nominations/{whole.open_dossier.pk}/"
    assert dossier in free
    assert any(dossier in text for address, text in free.items() if address != dossier)
    # Neither the dossier, nor a link to it, nor the unit's name on the pages of the council.
    assert [address for address, text in tied.items() if dossier in text] == []
    council = [a for a in tied if a == "/" or a.startswith(("/nominations/", "/decisions/"))]
    assert len(council) > 3
    assert [address for address in council if "Hội B" in tied[address]] == []
    # Counts: what the free member has to read is one more.
    assert set(free) - set(tied) == {dossier}


@pytest.mark.one_database
def test_strangers_find_no_word_that_was_written(world: World):
    whole = build_whole(world, SECRET)
    public = {"/honours/", "/decisions/", f"/decisions/{whole.decision.pk}/"}
    asked = [page for page in pages(whole) if not page.endswith("/paper/") and page not in public]
    found = {
        f"{address} as {persona}"
        for persona in STRANGERS
        for address, text in answers(world, persona, asked).items()
        if SECRET in text
    }
    # A decided honour stands on the page of the unit: it is public.
    assert {place for place in found if not place.startswith("/organizations/")} == set()


def workbooks(world: World, persona: str, asked: list[str]) -> dict[str, str]:
    """All that stands in each workbook a persona may take out."""
    client = world.client(persona)
    found = {address: client.post(address) for address in asked if address.endswith("/export/")}
    return {address: taken(answer).text for address, answer in found.items() if answer.status_code == 200}


def test_no_workbook_tells_the_tied_member_of_the_dossier(world: World):
    whole = build_whole(world, SECRET)
    asked = pages(whole)
    free, tied = workbooks(world, "board", asked), workbooks(world, "conflicted_board", asked)
    council = {"/nominations/export/", "/nominations/opinions/export/", "/decisions/export/"}
    assert council <= set(tied)
    assert set(tied) == set(free)
    assert [address for address in council if "Hội B" in tied[address]] == []
    assert "Hội B" in free["/nominations/export/"]
    # What only dossiers and sheets say stands in none of them but the decision that was made public.
    public = {"/honours/export/", "/decisions/export/", f"/decisions/{whole.decision.pk}/export/"}
    assert {a for a, text in tied.items() if SECRET in text} - public == set()


def test_strangers_take_out_no_word_that_was_written(world: World):
    whole = build_whole(world, SECRET)
    public = {"/honours/export/", "/decisions/export/", f"/decisions/{whole.decision.pk}/export/"}
    found = {
        f"{address} as {persona}"
        for persona in STRANGERS
        for address, text in workbooks(world, persona, [a for a in pages(whole) if a not in public]).items()
        if SECRET in text
    }
    assert found == set()
