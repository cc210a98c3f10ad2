"""What the first page tells a persona, in short."""

from reports.queries.home import home_of
from tests.cast import World


def todos(world: World, persona: str) -> list[tuple[str, str]]:
    """The things to do: what, of whom."""
    return [(todo.act, todo.of) for todo in home_of(world.actor(persona)).todos]


def acts(world: World, persona: str) -> list[str]:
    return [act for act, _of in todos(world, persona)]


def waits(world: World, persona: str) -> list[tuple[str, str]]:
    """Those who are waited for: who, what."""
    return [(wait.who, wait.what) for wait in home_of(world.actor(persona)).waits]
