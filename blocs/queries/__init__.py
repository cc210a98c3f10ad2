"""Questions over many rows of organisations, blocs, people and records."""

from blocs.queries.names import Name, bloc_names_on, bodies_on, names_on

__all__ = ["Name", "bloc_names_on", "bodies_on", "names_on"]
