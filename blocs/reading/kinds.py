"""What a file is, by what is in it: its name proves nothing. Knows nothing of Django."""

import re

ZIP = b"PK\x03\x04"
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# First bytes of what people take for a table: the sentence that names it.
SIGNATURES = [
    (b"%PDF-", "pdf"),
    (b"{\\rtf", "document"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"BM", "picture"),
    (b"II*\x00", "picture"),
    (b"MM\x00*", "picture"),
    (b"RIFF", "picture"),
    (b"Rar!\x1a", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"PK\x05\x06", "archive"),
    (b"MZ", "foreign"),
    (b"\x7fELF", "foreign"),
]
# How Excel 2 to 5 began a workbook that is no container.
OLD_BOOKS = {b"\t\x00\x04\x00", b"\t\x02\x06\x00", b"\t\x04\x06\x00", b"\t\x08\x08\x00", b"\t\x08\x10\x00"}
HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|meta|style|div)\b", re.I | re.S
)
XML = re.compile(r"\s*<\?xml\b|\s*<(?:ss:)?Workbook\b", re.I)
BOOK_ENDINGS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".xltx", ".xlt", ".ods", ".et")


def signature(content: bytes) -> str:
    """ "zip", "ole2", the code of the sentence for something else, or "" for what may be text."""
    if content.startswith(ZIP):
        return "zip"
    if content.startswith(OLE2):
        return "ole2"
    for start, code in SIGNATURES:
        # Two letters begin many a text: a picture has bytes that none has.
        if content.startswith(start) and (len(start) > 2 or b"\x00" in content[:64] or start == b"\x1f\x8b"):
            return code
    return "old_book" if content[:4] in OLD_BOOKS else ""


def markup(text: str) -> str:
    """The code of the sentence for text that is a page or a document of another program, else ""."""
    start = text[:2000]
    if HTML.match(start):
        return "html"
    return "xml" if XML.match(start) else ""
