"""System packages: finds what is missing and installs that alone, as root; else says what to type.

Used by environment.py. Standard library only, and nothing newer than Python 3.6 in the syntax: the
sentence about Python's version must be readable by the Python it complains about.
"""

import ctypes
import glob
import os
import shutil
import subprocess

CREATE_CLUSTER = "/etc/postgresql-common/createcluster.conf"


class Missing(Exception):
    """The set-up cannot go on; the text says why and what to type."""


def has_library(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_program(*names):
    return any(shutil.which(name) for name in names)


def has_venv():
    try:
        import ensurepip  # noqa: F401, PLC0415 - asking is the point
    except ImportError:
        return False
    return True


def has_postgres():
    return bool(glob.glob("/usr/lib/postgresql/*/bin/initdb")) or has_program("initdb")


# What each kind of environment needs: (package, probe).
RUN = [
    ("python3-venv", has_venv),
    ("libpango-1.0-0", lambda: has_library("libpango-1.0.so.0")),
    ("libpangoft2-1.0-0", lambda: has_library("libpangoft2-1.0.so.0")),
    ("libharfbuzz-subset0", lambda: has_library("libharfbuzz-subset.so.0")),
]
DEV = RUN + [  # noqa: RUF005 - older syntax on purpose
    ("postgresql", has_postgres),
    ("chromium", lambda: has_program("chromium", "chromium-browser", "google-chrome")),
    # Playwright's own Node.js is linked against it.
    ("libatomic1", lambda: has_library("libatomic.so.1")),
    ("gettext", lambda: has_program("xgettext")),
]
NEEDS = {"run": RUN, "dev": DEV}


def missing(kind):
    return [package for package, is_there in NEEDS[kind] if not is_there()]


def ensure(kind):
    """Installs the missing packages. Raises Missing with the line to type where it may not."""
    packages = missing(kind)
    if not packages:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(packages)
    if not has_program("apt-get"):
        raise Missing(
            "Máy này thiếu: {0}. Đề nghị cài bằng trình quản lý gói của hệ điều hành.\n"
            "These are missing: {0}. Install them with this system's package manager.".format(
                ", ".join(packages)
            )
        )
    if os.geteuid() != 0:
        raise Missing(
            "Máy này thiếu: {0}. Gõ một lần dòng sau, rồi chạy lại:\n"
            "These are missing: {0}. Type this line once, then try again:\n\n"
            "    sudo {1}\n".format(", ".join(packages), line)
        )
    print("Cài gói hệ thống / Installing system packages: " + ", ".join(packages), flush=True)
    if "postgresql" in packages:
        forbid_own_cluster()
    run(["apt-get", "update", "-qq"])
    failed, said = run([*line.split(), "-qq"])
    if failed or missing(kind):
        raise Missing(
            f"{said}\n"
            f"Chưa cài được: {', '.join(missing(kind))}. Lý do ở ngay trên; gõ thử: {line}\n"
            f"Could not install: {', '.join(missing(kind))}. The reason is above; try by hand: {line}"
        )


def run(command):
    """Runs apt without questions. Whether it failed, and what it said (a page of it even where all is well)."""
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    done = subprocess.run(command, env=quiet, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return done.returncode != 0, done.stdout.decode(errors="replace").strip()


def forbid_own_cluster(path=CREATE_CLUSTER):
    """Debian's package would make and start a server of its own; the tests make theirs. Other lines stay."""
    lines = []
    if os.path.exists(path):
        with open(path) as existing:
            lines = [line for line in existing.read().splitlines() if "create_main_cluster" not in line]
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as changed:
        changed.write("\n".join([*lines, "create_main_cluster = false"]) + "\n")
