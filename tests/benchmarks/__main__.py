"""`make bench`: how long the pages take on the data of a city after ten years, on SQLite and on PostgreSQL.

Each database is thrown away afterwards. One alone: `make bench DB=sqlite`.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from tests.postgres import Cluster

DATABASES = ("sqlite", "postgres")
# Django is set up in a process of its own for each database.
START = "import django; django.setup(); from tests.benchmarks.measure import main; main()"


def measure_on(database: str) -> int:
    """Builds and measures on one database; gives the exit code of that process."""
    with ExitStack() as ends:
        folder = Path(tempfile.mkdtemp(prefix="bench-"))
        ends.callback(shutil.rmtree, folder, ignore_errors=True)
        url = f"sqlite:///{folder}/db.sqlite3"
        if database == "postgres":
            cluster = Cluster()
            ends.callback(cluster.stop)
            cluster.start()
            url = cluster.url
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "emulation.settings",
            "SECRET_KEY": "a key for measuring alone",
            "DEBUG": "0",
            "DEMO": "0",
            "ALLOWED_HOSTS": "testserver",
            "DATABASE_URL": url,
            "MEDIA_ROOT": str(folder / "media"),
        }
        return subprocess.call([sys.executable, "-c", START], env=environment)


def main(asked: list[str]) -> int:
    if unknown := set(asked) - set(DATABASES):
        sys.stderr.write(f"Unknown: {', '.join(unknown)}. Databases: {', '.join(DATABASES)}.\n")
        return 2
    return max(measure_on(database) for database in asked or DATABASES)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
