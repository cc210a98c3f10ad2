"""site.py demo|run|manage …: starts `manage.py` with the environment of the site in .var/.

`demo` serves as in production, `run` is Django's development server on the same data, `manage` runs any
other command of manage.py. The key is made once and kept in .var/, readable by its owner alone.
"""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / ".var"
KEY = VAR / "demo-key"


def key() -> str:
    """The kept key; made at the first start."""
    VAR.mkdir(exist_ok=True)
    try:
        descriptor = os.open(KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if kept := KEY.read_text().strip():
            return kept
        KEY.unlink()  # The start that made it was interrupted before it wrote.
        return key()
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(60))
    return key()


def main(mode: str, arguments: list[str]) -> None:
    os.chdir(ROOT)
    os.environ.update(SECRET_KEY=key(), DEMO="1", DEBUG="0")
    os.environ.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost")
    if mode == "run":
        if code := subprocess.call([sys.executable, "manage.py", "demo", "--prepare"]):
            sys.exit(code)
        os.environ["DEBUG"] = "1"
        arguments = ["runserver", f"127.0.0.1:{os.environ.get('PORT', '8000')}"]
    if mode == "demo":
        arguments = ["demo"]
    os.execv(sys.executable, [sys.executable, "manage.py", *arguments])  # noqa: S606 - no shell is wanted


if __name__ == "__main__":
    if len(sys.argv) < 2 or sys.argv[1] not in {"demo", "run", "manage"}:
        sys.exit(__doc__)
    try:
        main(sys.argv[1], sys.argv[2:])
    except PermissionError as error:
        sys.exit(
            f"Không có quyền ghi: {error.filename}. Đề nghị kiểm tra chủ sở hữu của thư mục.\n"
            f"No permission to write: {error.filename}. Check who owns the folder."
        )
