"""How many questions a page asks of the database."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

# The promise of every page, the frame's five included.
MOST_QUERIES = 12


def count_queries(client: Client, address: str) -> int:
    """Questions asked for a page that answers with 200."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
