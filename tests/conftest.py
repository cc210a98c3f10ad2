"""The tests' environment: settings, database, mail, files. Nothing of the developer's own site is touched.

`pytest` runs on SQLite; `pytest --db=postgres` on the server of DATABASE_URL, else on a throw-away one, and leaves
out what touches no database.
"""

import atexit
import gc
import logging
import os
import shutil
import sys
import tempfile
from pathlib import Path

import django
import pytest
import pytest_django
from django.conf import settings
from django.core.cache import cache
from django.utils.module_loading import import_string

from tests.postgres import Cluster, NoPostgres

# Every process collects all tests: what the first has compiled and rewritten, the others read, wherever the
# environment would rather have nothing written.
sys.dont_write_bytecode = False

BROWSER = Path(__file__).parent / "browser"
DATABASE_FIXTURES = {"db", "transactional_db", "live_server"}


def pytest_addoption(parser: pytest.Parser, pluginmanager: pytest.PytestPluginManager) -> None:
    parser.addoption("--db", choices=["sqlite", "postgres"], default="sqlite", help="the database to test on")
    # Django must stand before any other conftest or test module imports a model.
    arguments = pluginmanager.get_plugin("pytestconfig").invocation_params.args
    load_django(parser.parse_known_args(arguments).db)


def load_django(database: str) -> None:
    folder = Path(tempfile.mkdtemp(prefix="tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.update(
        DJANGO_SETTINGS_MODULE="emulation.settings",
        SECRET_KEY="a key for the tests alone",
        DEBUG="0",
        DEMO="0",
        ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
        DATABASE_URL=f"sqlite:///{folder}/db.sqlite3" if database == "sqlite" else postgres(),
        MEDIA_ROOT=str(folder / "media"),
        # Playwright runs an event loop in the thread of the test.
        DJANGO_ALLOW_ASYNC_UNSAFE="1",
    )
    django.setup()
    if database == "sqlite":
        # A file, not memory: writer threads collide in SQLite's shared memory.
        settings.DATABASES["default"]["TEST"]["NAME"] = str(folder / "test.sqlite3")
    settings.STATIC_ROOT = folder
    settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Thousands of refusals are asked for on purpose: each would be written down four times.
    logging.getLogger("django.request").setLevel(logging.ERROR)
    # The test client and the live server speak plain HTTP.
    settings.SECURE_SSL_REDIRECT = settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


def postgres() -> str:
    """DATABASE_URL if it is PostgreSQL's, else that of a new cluster; an xdist worker finds its parent's."""
    given = os.environ.get("DATABASE_URL", "")
    if given.startswith("postgres"):
        return given
    try:
        cluster = Cluster()
    except NoPostgres as error:
        pytest.exit(str(error), returncode=1)
    atexit.register(cluster.stop)
    cluster.start()
    return cluster.url


def pytest_collection_finish() -> None:
    """What is loaded by now stays: looking through it for garbage again and again costs a twentieth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        if BROWSER in item.path.parents:
            item.add_marker(pytest.mark.browser)
    if config.getoption("--db") == "postgres":
        left_out = [item for item in items if not touches_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if touches_database(item)]


def touches_database(item: pytest.Item) -> bool:
    """Whether pytest-django lets the test at a database, and so whether another one can show anything new."""
    asked = DATABASE_FIXTURES & set(item.fixturenames)
    return bool(asked) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def kept_world(django_db_setup: None, django_db_blocker: pytest_django.DjangoDbBlocker) -> object:
    """The small city of `tests/cast.py`, built once; its module may be loaded only after Django."""
    with django_db_blocker.unblock():
        return import_string("tests.kept.Kept")(import_string("tests.cast.build_signed_in_world"))


@pytest.fixture(autouse=True)
def _no_limit_left_over(request: pytest.FixtureRequest) -> object:
    """Login limits live in the database cache, which a transactional test does not roll back."""
    yield
    if {"transactional_db", "live_server"} & set(request.fixturenames):
        cache.clear()
