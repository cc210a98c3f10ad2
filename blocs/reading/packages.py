"""Files that are a ZIP of parts (XLSX, ODS): what they are, unpacked with limits, and packed anew from what was checked.

The parser gets only the parts that were looked at here, stored plainly under their names: no header that
lies, no part twice, no link to another file. Knows nothing of Django.
"""

import io
import re
import struct
import zipfile
import zlib

from blocs.reading.limits import (
    MOST_PARTS,
    MOST_RATIO,
    MOST_UNPACKED,
    RATIO_COUNTS_FROM,
    Unfit,
)

LOCAL_HEADER = struct.Struct("<4s22xHH")
ENCRYPTED = 0x1
STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED
FORBIDDEN = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.I)
# XML in sixteen bits: no program writes a workbook so, and no check of ours would see into it.
WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# No picture, drawing, comment, link to another file.
XLSX_NEEDS = re.compile(r"(?:_rels/|xl/|xl/_rels/|xl/worksheets/)?[^/]*\.(?:xml|rels)")
ODS_NEEDS = re.compile(r"mimetype|content\.xml|META-INF/manifest\.xml")


def opened(content: bytes) -> tuple[str, dict[str, bytes]]:
    """The kind ("xlsx" or "ods") and the parts that hold the table; Unfit for every other package."""
    infos = _index(content)
    names = {info.filename for info in infos}
    kind = _kind(content, infos, names)
    needs = XLSX_NEEDS if kind == "xlsx" else ODS_NEEDS
    parts: dict[str, bytes] = {}
    total = 0
    for info in infos:
        # All are unpacked, so that nobody who opens the kept file meets a bomb in a part not read here.
        data = _unpacked(content, info, MOST_UNPACKED - total)
        total += len(data)
        if info.filename.lower().endswith((".xml", ".rels", ".vml")):
            if data.startswith(WIDE):
                raise Unfit("damaged")
            if FORBIDDEN.search(data):
                raise Unfit("entities")
        if needs.fullmatch(info.filename):
            parts[info.filename] = data
    if total > RATIO_COUNTS_FROM and total > MOST_RATIO * len(content):
        raise Unfit("ratio")
    return kind, parts


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a ZIP without compression."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", STORED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return kept.getvalue()


def _index(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            infos = [info for info in package.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, struct.error, OverflowError, EOFError):
        raise Unfit("damaged") from None
    for info in infos:
        # Some programs write so, and Excel reads it.
        info.filename = info.filename.replace("\\", "/")
    if len(infos) > MOST_PARTS:
        raise Unfit("parts", parts=len(infos), most=MOST_PARTS)
    if len({info.filename.lower() for info in infos}) != len(infos):
        raise Unfit("damaged")
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise Unfit("password")
    return infos


def _kind(content: bytes, infos: list[zipfile.ZipInfo], names: set[str]) -> str:
    """What the package is, by its parts."""
    lower = {name.lower() for name in names}
    if any(
        name.endswith("vbaproject.bin") or name.startswith(("xl/macrosheets/", "basic/", "scripts/"))
        for name in lower
    ):
        raise Unfit("macros")
    if "xl/workbook.bin" in lower:
        raise Unfit("binary_book")
    if any(name.startswith("word/") for name in lower):
        raise Unfit("document")
    if any(name.startswith("ppt/") for name in lower):
        raise Unfit("slides")
    if "mimetype" in lower and "content.xml" in lower:
        if b"opendocument.spreadsheet" not in _first(content, infos, "mimetype"):
            raise Unfit("document")
        if b"encryption-data" in _first(content, infos, "meta-inf/manifest.xml"):
            raise Unfit("password")
        return "ods"
    if "index/document.iwa" in lower:
        raise Unfit("foreign")
    if "[content_types].xml" in lower and any(name.startswith("xl/") for name in lower):
        if b"macroenabled" in _first(content, infos, "[content_types].xml").lower():
            raise Unfit("macros")
        return "xlsx"
    raise Unfit("archive")


def _first(content: bytes, infos: list[zipfile.ZipInfo], name: str) -> bytes:
    """The part of this name, in small letters; b"" where there is none."""
    info = next((info for info in infos if info.filename.lower() == name), None)
    return _unpacked(content, info, MOST_UNPACKED) if info else b""


def _unpacked(content: bytes, info: zipfile.ZipInfo, room: int) -> bytes:
    """The bytes of a part, counted as they come out; Unfit where they are not what the package says of them."""
    start = info.header_offset
    header = content[start : start + LOCAL_HEADER.size]
    if start < 0 or len(header) < LOCAL_HEADER.size or not header.startswith(b"PK\x03\x04"):
        raise Unfit("damaged")
    _sign, name_length, extra_length = LOCAL_HEADER.unpack(header)
    start += LOCAL_HEADER.size + name_length + extra_length
    raw = content[start : start + info.compress_size]
    if info.compress_type == STORED:
        data = raw[: room + 1]
    elif info.compress_type == DEFLATED:
        inflate = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            data = inflate.decompress(raw, room + 1)
        except zlib.error:
            raise Unfit("damaged") from None
        if len(data) <= room and not inflate.eof:
            raise Unfit("damaged")
    else:
        raise Unfit("damaged")
    if len(data) > room:
        raise Unfit("bomb", most=MOST_UNPACKED)
    if len(data) != info.file_size or zlib.crc32(data) != info.CRC:
        raise Unfit("damaged")
    return data
