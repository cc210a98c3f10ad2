"""The site with its demonstration data, served as in production: `make demo` is the way to start it."""

import errno
import hashlib
import os
import signal
import socket
import subprocess
import sys
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, call_command
from django.core.wsgi import get_wsgi_application
from django.db import DEFAULT_DB_ALIAS, DatabaseError, connection, connections
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.db.migrations.executor import MigrationExecutor
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter

from blocs.models import Bloc
from emulation import pdf
from reports.demo.accounts import DEMO_PASSWORD, demo_accounts
from reports.demo.units import REAL_BLOC

ADDRESS = "127.0.0.1"
WORKERS = 2


class Refusal(SystemExit):
    """Ends the command with exit code 1 and a sentence, in Vietnamese and in English."""

    def __init__(self, vietnamese: str, english: str) -> None:
        super().__init__(f"{vietnamese}\n{english}")


class Command(BaseCommand):
    help = "Serves the site with its demonstration data on http://127.0.0.1:8000 (PORT=…)."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--prepare", action="store_true", help="make everything ready, then stop")

    def handle(self, *args: str, prepare: bool, **options: object) -> None:
        port = chosen_port()
        try:
            refuse_what_cannot_work(port)
            prepare_database()
            collect_static_files()
        except KeyboardInterrupt:
            raise SystemExit(130) from None
        if not prepare:
            serve(port, welcome(port))


def chosen_port() -> int:
    """The number in PORT, 8000 if there is none."""
    text = os.environ.get("PORT") or "8000"
    if text.isdecimal() and 0 < int(text) < 65536:
        return int(text)
    raise Refusal(
        f"PORT={text} không phải là số cổng; ghi một số từ 1 đến 65535.",
        f"PORT={text} is not the number of a port; write one from 1 to 65535.",
    )


def refuse_what_cannot_work(port: int) -> None:
    """Refuses a site that is no demo, a port in use, a missing library, a folder closed to writing."""
    if not settings.DEMO:
        raise Refusal(
            "Đây không phải bản minh họa, nên không nạp dữ liệu minh họa. Để xem bản minh họa, gõ: make demo",
            "This site is no demo, so no demonstration data are loaded. To see the demo, type: make demo",
        )
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except PermissionError:
            raise Refusal(
                f"Không có quyền dùng cổng {port}; chọn cổng từ 1024 trở lên, gõ: make demo PORT=8001",
                f"There is no permission to use port {port}; choose one from 1024 up, type: make demo PORT=8001",
            ) from None
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            raise Refusal(
                f"Cổng {port} đang có chương trình khác dùng; chọn cổng khác, gõ: make demo PORT={port + 1}",
                f"Port {port} is in use by another program; choose another, type: make demo PORT={port + 1}",
            ) from None
    if missing := pdf.missing():
        raise SystemExit("\n".join(map(str, missing)))
    database = connection.settings_dict["NAME"]
    folders = [settings.STATIC_ROOT, settings.MEDIA_ROOT]
    if connection.vendor == "sqlite":
        folders.append(Path(database).parent)
    for folder in folders:
        refuse_closed(folder)
    if connection.vendor == "sqlite" and Path(database).exists() and not os.access(database, os.W_OK):
        raise no_permission(Path(database))


def refuse_closed(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise no_permission(folder) from None
    if not os.access(folder, os.W_OK | os.X_OK):
        raise no_permission(folder)


def no_permission(path: Path) -> Refusal:
    return Refusal(
        f"Không có quyền ghi vào {path}. Đề nghị kiểm tra chủ sở hữu và dung lượng đĩa.",
        f"There is no permission to write to {path}. Check its owner, and whether the disk can be written.",
    )


def prepare_database() -> None:
    """Migrates what is not migrated, and loads the demonstration data where they are not."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            print("Chuẩn bị cơ sở dữ liệu / Preparing the database …", flush=True)
            executor.loader.check_consistent_history(connection)
            call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
        if not Bloc.objects.filter(code=REAL_BLOC["code"]).exists():
            print("Nạp dữ liệu minh họa / Loading the demonstration data …", flush=True)
            call_command("load_demo", verbosity=0)
    except (DatabaseError, InconsistentMigrationHistory) as error:
        place = connections.settings[DEFAULT_DB_ALIAS]["NAME"]
        raise Refusal(
            f"Không dùng được cơ sở dữ liệu {place}: {error}\n"
            "Đề nghị kiểm tra DATABASE_URL; nếu là dữ liệu của một bản khác, chuyển tệp này đi nơi khác rồi chạy lại.",
            f"The database {place} cannot be used (the reason is above). Check DATABASE_URL; "
            "if it was made by another version, move it away and start again.",
        ) from None


def collect_static_files() -> None:
    """Collects, names by content and compresses the static files, unless none has changed since the last time."""
    seen = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            about = os.stat(storage.path(path))
            seen.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    # Written last and cleared first: an interrupted collection is done again.
    signature = settings.STATIC_ROOT / ".collected"
    if signature.exists() and signature.read_text() == seen.hexdigest():
        return
    print("Chuẩn bị tệp giao diện / Preparing the static files …", flush=True)
    call_command("collectstatic", clear=True, interactive=False, verbosity=0)
    signature.write_text(seen.hexdigest())


def welcome(port: int) -> str:
    """The address and the demo accounts, as printed when the site answers."""
    lines = [
        "",
        f"  Khối thi đua, dữ liệu minh họa / demonstration data:  http://{ADDRESS}:{port}",
        "",
        "  Trang đăng nhập cho chọn vai trò / The login page offers the roles. Or log in by e-mail:",
        "",
        *(f"    {account.email:<40} {account.label}" for account in demo_accounts()),
        "",
        f"  Mật khẩu chung / Password of all: {DEMO_PASSWORD}",
        "",
        "  Dừng / Stop: Ctrl-C",
        "",
    ]
    return "\n".join(lines)


class Site(BaseApplication):
    """gunicorn inside this process: Django is loaded already, and the workers are forked from it."""

    def __init__(self, port: int, greeting: str) -> None:
        self.port, self.greeting = port, greeting
        self.worker: subprocess.Popen[bytes] | None = None
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"{ADDRESS}:{self.port}",
            "workers": WORKERS,
            "preload_app": True,
            "timeout": 60,
            "loglevel": "warning",
            "control_socket_disable": True,
            "when_ready": self.when_ready,
            "on_exit": self.on_exit,
        }.items():
            self.cfg.set(name, value)

    def load(self) -> object:
        application = get_wsgi_application()
        # A connection must not be shared by the forked workers.
        connections.close_all()
        return application

    def when_ready(self, arbiter: Arbiter) -> None:
        # A closed terminal ends the site as Ctrl-C does; gunicorn alone would take it for "reload".
        signal.signal(signal.SIGHUP, lambda _number, frame: arbiter.signal(signal.SIGTERM, frame))
        print(self.greeting, flush=True)
        # After the first page can be had: long work is not what one comes for first.
        self.worker = subprocess.Popen([sys.executable, "manage.py", "qcluster"], cwd=settings.BASE_DIR)

    def on_exit(self, _arbiter: Arbiter) -> None:
        if self.worker is None:
            return
        self.worker.terminate()
        try:
            self.worker.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.worker.kill()


def serve(port: int, greeting: str) -> None:
    """Serves until Ctrl-C; returns never."""
    Site(port, greeting).run()
