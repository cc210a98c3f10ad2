"""The door of this room: a file or a pasted list in, tables of text out, or a sentence why not."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

from blocs.errors import BadInput
from blocs.reading import plaintext, settling
from blocs.reading.kinds import BOOK_ENDINGS
from blocs.reading.limits import LONGEST_WAIT, MOST_BYTES, Unfit
from blocs.reading.sentences import refusal, remark
from blocs.reading.tables import Table
from blocs.workbook import neutral

ROOT = str(Path(__file__).resolve().parents[2])
# Isolated: no variable of the environment and no folder of ours but the one named changes what is imported.
START = "import sys; sys.path.insert(0, sys.argv[1]); from blocs.reading.child import main; main()"
COMMAND = [sys.executable, "-I", "-c", START, ROOT]
# None of the site's secrets.
KEPT = ("PATH", "LD_LIBRARY_PATH", "LANG")
OTHER_ENDINGS = (".doc", ".docx", ".pdf", ".ppt", ".pptx", ".zip", ".rar")


def read(content: bytes, file_name: str) -> list[Table]:
    """The sheets of a workbook (.xlsx, .xls, .ods), or the one table of a text file (CSV, tabs).

    Raises BadInput with a sentence that says what the file is and how to save it. What it is, is told by its
    content; the name only where it claims a workbook and there is text.
    """
    try:
        if not content:
            raise Unfit("empty")
        if len(content) > MOST_BYTES:
            raise Unfit("bytes", most=MOST_BYTES)
        found = _read_apart(content)
        ending = Path(file_name.lower()).suffix
        if found[0]["text"] and ending in BOOK_ENDINGS:
            raise Unfit("text_named_book", ending=ending)
        if found[0]["text"] and ending in OTHER_ENDINGS:
            raise Unfit("text_named_document", ending=ending)
    except Unfit as reason:
        raise BadInput(refusal(reason.code, reason.values)) from None
    return list(map(_table, found))


def read_pasted(text: str) -> Table:
    """The table copied from a program into a page: cells between tabs, or what CSV has. Raises BadInput."""
    try:
        if len(text) > MOST_BYTES // 4:
            raise Unfit("signs")
        (found,) = settling.settled([settling.table("", plaintext.rows_of(text, pasted=True), text=True)])
    except Unfit as reason:
        raise BadInput(refusal(reason.code, reason.values)) from None
    return _table(found)


def _read_apart(content: bytes) -> list[dict[str, Any]]:
    """What the process of its own makes of `content`; its fall is a reason like others."""
    environment = {name: os.environ[name] for name in KEPT if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - a fixed command
            COMMAND, input=content, capture_output=True, timeout=LONGEST_WAIT, env=environment, check=False
        )
    except subprocess.TimeoutExpired:
        raise Unfit("time") from None
    if done.returncode in {-signal.SIGXCPU, -signal.SIGKILL}:
        raise Unfit("time")
    if done.returncode:
        raise Unfit("fallen")
    answer = json.loads(done.stdout)
    if "refused" in answer:
        code, values = answer["refused"]
        raise Unfit(code, **values)
    return answer["tables"]


def _table(found: dict[str, Any]) -> Table:
    for row in found["rows"]:
        for place, text in enumerate(row):
            if text[:1] == "'":
                row[place] = _bare(text)
    return Table(
        name=found["name"],
        rows=found["rows"],
        hidden=found["hidden"],
        hidden_rows=frozenset(found["hidden_rows"]),
        remarks=[remark(code, values) for code, values in found["remarks"]],
        merged=[tuple(cells) for cells in found["merged"]],
    )


def _bare(text: str) -> str:
    """Without the apostrophe that our own lists put before what looks like a formula."""
    return text[1:] if neutral(text[1:]) == text else text
