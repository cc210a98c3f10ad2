"""Workbooks made in a test: with these cells, with other parts, as a compound file, in another format."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook

SAMPLES = Path(__file__).parent / "samples"
SHEET = "xl/worksheets/sheet1.xml"
MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(workbook: Workbook) -> bytes:
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def book(**cells: Any) -> bytes:
    """A workbook with these cells: book(A1="TT", B1="Tên")."""
    workbook = Workbook()
    for place, value in cells.items():
        workbook.active[place] = value
    return saved(workbook)


def repacked(
    content: bytes, change: Callable[[dict[str, bytes]], Any], packing: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """The package with its parts changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    change(parts)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", packing) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return kept.getvalue()


def with_rows(xml: bytes, content: bytes | None = None) -> bytes:
    """A workbook whose sheet has these rows, as XML."""
    sheet = b"<worksheet " + MAIN + b"><sheetData>" + xml + b"</sheetData></worksheet>"
    return repacked(content or book(A1="x"), lambda parts: parts.update({SHEET: sheet}))


def opendocument(rows: str, kind: str = "spreadsheet", manifest: str = "", **more: bytes) -> bytes:
    """A file of LibreOffice with these rows, as XML of OpenDocument; `manifest` is said of its content."""
    names = "office table text"
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names.split()
    )
    content = (
        f'<?xml version="1.0"?><office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="Trang 1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    entry = f'<manifest:file-entry manifest:full-path="content.xml">{manifest}</manifest:file-entry>'
    space = 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"'
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        package.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
        package.writestr("content.xml", content)
        package.writestr("META-INF/manifest.xml", f"<manifest:manifest {space}>{entry}</manifest:manifest>")
        for name, data in more.items():
            package.writestr(name.replace("__", "/"), data)
    return kept.getvalue()


def compound(streams: dict[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """A compound file (OLE2) with these streams and empty storages."""
    free, end, of_table = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
    sectors: list[bytes] = []
    table: list[int] = []

    def put(data: bytes) -> int:
        first = len(sectors)
        pieces = [data[place : place + 512].ljust(512, b"\0") for place in range(0, len(data), 512)] or [
            bytes(512)
        ]
        for piece in pieces:
            sectors.append(piece)
            table.append(len(sectors))
        table[-1] = end
        return first

    entries = [("Root Entry", 5, end, 0)]
    # So long that none is kept among the small streams.
    entries += [
        (name, 2, put(data.ljust(4096, b"\0")), max(len(data), 4096)) for name, data in streams.items()
    ]
    entries += [(name, 1, 0, 0) for name in storages]
    directory = b"".join(
        struct.pack(
            "<64sHBB3I16sI8s8sIII", name.encode("utf-16-le"), 2 * len(name) + 2, kind, 1, free, free, free,
            bytes(16), 0, bytes(8), bytes(8), first, length, 0,
        )
        for name, kind, first, length in entries
    )  # fmt: skip
    directory_start = put(directory)
    table_start = len(sectors)
    count = -(-(len(sectors) + 2) // 128)
    table += [of_table] * count
    numbers = table + [free] * (count * 128 - len(table))
    sectors.append(struct.pack(f"<{len(numbers)}I", *numbers))
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 62, 3, 0xFFFE, 9, 6, bytes(6),
        0, count, directory_start, 0, 4096, end, 0, end, 0, table_start,
    )  # fmt: skip
    return header.ljust(512, b"\xff") + b"".join(sectors)


def excel97() -> bytes:
    return (SAMPLES / "excel97.xls").read_bytes()


def record(content: bytes, kind: int, number: int = 0) -> int:
    """Where the record of this kind stands in the file of Excel 97."""
    place = content.index(struct.pack("<HH", 0x809, 16))
    while True:
        found, length = struct.unpack_from("<HH", content, place)
        if found == kind:
            if not number:
                return place
            number -= 1
        place += 4 + length


def patched(content: bytes, place: int, data: bytes) -> bytes:
    return content[:place] + data + content[place + len(data) :]
