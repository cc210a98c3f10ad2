"""A throw-away PostgreSQL: made in a second, without durability, gone when the tests end."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

OPTIONS = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c listen_addresses=''"
# A test that waits for a lock nobody will give back fails, instead of standing still for ever.
OPTIONS += " -c lock_timeout=120s"
INSTALL = "apt-get install -y --no-install-recommends postgresql"


class NoPostgres(Exception):
    """PostgreSQL's programs are not on this machine; the text says what to type."""


def programs() -> Path:
    """The folder of `initdb` and `pg_ctl`: Debian keeps them off the PATH, one folder per version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: folder.parent.name)
    on_path = shutil.which("initdb")
    for folder in [*reversed(debian), *([Path(on_path).resolve().parent] if on_path else [])]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoPostgres(f"PostgreSQL is not installed, and these tests need it. Type: sudo {INSTALL}")


class Cluster:
    """One cluster in a folder of its own, reached by a socket only.

    PostgreSQL refuses to run as root: root hands it to the user `postgres`, who could not enter a
    folder below root's home, so the folder is made directly in the system's temporary one.
    """

    def __init__(self) -> None:
        self.programs = programs()
        self.owner = "postgres" if os.geteuid() == 0 else None
        # A socket's path must stay below 107 bytes, and TMPDIR may be long or closed to others.
        self.folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
        if self.owner:
            shutil.chown(self.folder, self.owner)

    @property
    def url(self) -> str:
        return f"postgres://postgres@/postgres?host={self.folder}"

    def start(self) -> None:
        data = str(self.folder / "data")
        self._run(
            "initdb", "--no-sync", "--username=postgres", "--auth=trust",
            "--locale=C.UTF-8", "--encoding=UTF8", "-D", data,
        )  # fmt: skip
        log = str(self.folder / "log")
        self._run("pg_ctl", "start", "-w", "-D", data, "-l", log, "-o", f"{OPTIONS} -k {self.folder}")

    def stop(self) -> None:
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-m", "immediate", "-D", str(self.folder / "data"))
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [self.programs / program, *arguments],
            user=self.owner, cwd=self.folder, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
        )  # fmt: skip
