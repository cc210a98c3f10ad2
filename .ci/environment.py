"""environment.py run|dev: the virtual environment .venv, with exactly the packages of the lock file.

The marker `.venv/finished` is written last, with the kind, Python's version and the lock's hash. An
environment without it, or with another one, was interrupted or is out of date, and is made anew. A
`dev` environment contains `run` (the dev lock contains the other), so it serves both.
"""

import fcntl
import hashlib
import os
import platform
import shutil
import subprocess
import sys

import packages

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
MARKER = os.path.join(VENV, "finished")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
OLDEST = (3, 11)


def marker(kind):
    with open(os.path.join(ROOT, LOCKS[kind]), "rb") as lock:
        digest = hashlib.sha256(lock.read()).hexdigest()
    return f"{kind} {platform.python_version()} {digest}\n"


def is_finished(kind):
    """Whether .venv is whole, of this Python and this lock, and its Python still starts."""
    try:
        with open(MARKER) as file:
            found = file.read()
    except OSError:
        return False
    wanted = {marker("dev")} if kind == "dev" else {marker("run"), marker("dev")}
    if found not in wanted:
        return False
    try:
        return subprocess.call([PYTHON, "-c", ""]) == 0
    except OSError:
        return False


def build(kind):
    print("Chuẩn bị môi trường Python / Preparing the Python environment …", flush=True)
    shutil.rmtree(VENV, ignore_errors=True)
    subprocess.check_call([sys.executable, "-m", "venv", VENV])
    pip = "-m pip install --quiet --disable-pip-version-check --no-input --require-hashes --only-binary :all: -r"
    subprocess.check_call([PYTHON, *pip.split(), os.path.join(ROOT, LOCKS[kind])])
    with open(MARKER, "w") as file:
        file.write(marker(kind))


def main(kind):
    if sys.version_info < OLDEST:
        raise packages.Missing(
            "Cần Python {0} trở lên; máy này dùng {1}. Gõ: make PYTHON=python3.11 …\n"
            "Python {0} or newer is needed, this one is {1}. Type: make PYTHON=python3.11 …".format(
                ".".join(map(str, OLDEST)), platform.python_version()
            )
        )
    packages.ensure(kind)
    if is_finished(kind):
        return
    if not os.access(ROOT, os.W_OK):
        raise packages.Missing(
            f"Không có quyền ghi vào thư mục {ROOT}.\nThere is no permission to write into {ROOT}."
        )
    # Two `make` at once must not build over one another; the lock ends with the process.
    with open(os.path.join(ROOT, ".venv.lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not is_finished(kind):
            build(kind)


if __name__ == "__main__":
    if sys.argv[1:] not in (["run"], ["dev"]):
        sys.exit(__doc__)
    try:
        main(sys.argv[1])
    except packages.Missing as error:
        sys.exit(str(error))
    except subprocess.CalledProcessError:
        sys.exit(
            "Chưa cài được các gói Python; lỗi ở ngay trên. Kiểm tra kết nối mạng rồi chạy lại.\n"
            "The Python packages could not be installed; the reason is above. Check the network, then try again."
        )
