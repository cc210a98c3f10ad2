"""What the settings read from the environment, each value checked and refused in a sentence."""

import os
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA mmap_size=134217728;"
        "PRAGMA cache_size=-20000;PRAGMA foreign_keys=ON;"
    ),
}


def flag(name: str, default: bool = False) -> bool:
    """A yes/no variable: 1, true, yes, on against 0, false, no, off and the empty string."""
    value = os.environ.get(name, "").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off"}:
        return False
    if value == "":
        return default
    raise ImproperlyConfigured(f"{name}={value!r} is neither yes (1) nor no (0).")


def words(name: str) -> list[str]:
    """A list separated by commas or spaces."""
    return os.environ.get(name, "").replace(",", " ").split()


def database(url: str, base: Path) -> dict:
    """Django's DATABASES entry for a DATABASE_URL.

    Takes `sqlite:///relative` (to `base`), `sqlite:////absolute`, `sqlite://:memory:`,
    `postgres[ql]://user:password@host:port/name` and a socket directory as
    `postgres://user@/name?host=/run/postgresql` or `postgres://user@%2Frun%2Fpostgresql/name`.
    Raises ImproperlyConfigured with a sentence for anything else.
    """
    if url == "sqlite://:memory:":
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    parts = urlsplit(url)
    name = unquote(parts.path[1:])
    if not name:
        raise ImproperlyConfigured("DATABASE_URL names no database, such as sqlite:///.var/db.sqlite3.")
    if parts.scheme == "sqlite" and not parts.netloc:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": base / name,
            "OPTIONS": SQLITE_OPTIONS,
        }
    if parts.scheme in {"postgres", "postgresql"}:
        options = dict(parse_qsl(parts.query))
        try:
            port = parts.port
        except ValueError as error:
            raise ImproperlyConfigured("The port in DATABASE_URL is not a number.") from error
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": options.pop("host", unquote(parts.hostname or "")),
            "PORT": options.pop("port", str(port or "")),
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": options,
        }
    raise ImproperlyConfigured(
        "DATABASE_URL must begin with sqlite:///, sqlite:////, postgres:// or postgresql://."
    )
