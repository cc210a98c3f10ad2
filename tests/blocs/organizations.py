"""What the tests of the acts on organisations share."""

from datetime import date

from blocs.models import Organization
from tests.cast import World

DECISION = "Quyết định số 12/QĐ-UBND ngày 04/03/2020 của Ủy ban nhân dân thành phố"
DAY = date(2022, 7, 1)
EVE = date(2022, 6, 30)


def confirmed(client, address: str, data: dict):
    """Asks for an act, looks at what will happen, and does it; the answer to the second press."""
    shown = client.post(address, data)
    assert shown.status_code == 200, shown.content.decode()
    assert 'name="confirmed"' in shown.content.decode()
    return client.post(address, data | {"confirmed": "1"})


def fresh(organization: Organization) -> Organization:
    return Organization.objects.get(pk=organization.pk)


def told(response) -> str:
    """The text of a page."""
    return response.content.decode()


def renaming(world: World, **changed) -> dict:
    data = {"name": "Hội B mới", "short_name": "B mới", "valid_from": "01/01/2022", "decision": DECISION}
    return {**data, "version": world.units["B"].version, **changed}
