"""Text files and pasted text as rows: which coding, which delimiter. Knows nothing of Django."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator

from blocs.reading import legacy
from blocs.reading.kinds import markup
from blocs.reading.limits import MOST_ROWS, Unfit, check_size
from blocs.reading.syllables import is_syllable

BOMS = [(b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")]
# No text has them; 0x1A ended a file in DOS.
BINARY = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
LETTERS = re.compile(r"[^\W\d_]+")
SAID = re.compile(r"sep=(.)\r?\n?", re.I)
DELIMITERS = "\t;,"
# So many rows tell the delimiter.
LOOKED_AT = 200
SIGNS_LOOKED_AT = 100_000


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, Windows-1258, TCVN3 or VNI; Unfit for what is no text.

    TCVN3 and VNI come as Western signs, which `legacy.settle` converts.
    """
    text = _unicode(content)
    if text is None:
        text = _eight_bits(content)
    text = text.lstrip("\ufeff").rstrip("\x1a")
    if BINARY.search(text):
        raise Unfit("foreign")
    if code := markup(text):
        raise Unfit(code)
    return text


def rows_of(text: str, *, pasted: bool = False) -> list[list[str]]:
    """The rows of a text with delimiters; `pasted` text has tabs, or else is cut only where every line is."""
    said = SAID.match(text)
    delimiter = said[1] if said else _delimiter(text, pasted)
    # The line that names the delimiter stays, empty, so that rows keep their numbers.
    rows = list(_split(text[said.end() :], delimiter)) if said else list(_split(text, delimiter))
    return [[], *rows] if said else rows


def _unicode(content: bytes) -> str | None:
    for bom, coding in BOMS:
        if content.startswith(bom):
            try:
                return content[len(bom) :].decode(coding)
            except UnicodeDecodeError:
                raise Unfit("damaged_text") from None
    if coding := _wide(content):
        try:
            return content.decode(coding)
        except UnicodeDecodeError:
            raise Unfit("foreign") from None
    try:
        return content.decode()
    except UnicodeDecodeError:
        return None


def _wide(content: bytes) -> str:
    """UTF-16 without its mark: every other byte of its ASCII signs is zero."""
    start = content[:2000]
    zeros = start[0::2].count(0), start[1::2].count(0)
    if len(content) % 2 or max(zeros) < len(start) / 8 or min(zeros):
        return ""
    return "utf-16-be" if zeros[0] else "utf-16-le"


def _eight_bits(content: bytes) -> str:
    """What was written with 256 signs: the reading in which most words can be Vietnamese."""
    western, vietnamese = _decoded(content, "cp1252"), _decoded(content, "cp1258")
    if not western or not vietnamese:
        if BINARY.search(content.decode("latin-1")):
            raise Unfit("foreign")
        if not (found := western or vietnamese):
            raise Unfit("damaged_text")
        return found
    sample = western[:SIGNS_LOOKED_AT]
    coding = legacy.evidence([sample]).coding(2)
    if coding and _share(legacy.CONVERT[coding](sample)) > _share(vietnamese[:SIGNS_LOOKED_AT]):
        return western
    return vietnamese


def _decoded(content: bytes, coding: str) -> str:
    """ "" where it is not in this coding."""
    try:
        return unicodedata.normalize("NFC", content.decode(coding))
    except UnicodeDecodeError:
        return ""


def _share(text: str) -> float:
    """Which part of the words with signs can be Vietnamese."""
    words = {word for word in LETTERS.findall(text) if not word.isascii()}
    return sum(map(is_syllable, words)) / len(words) if words else 0


def _delimiter(text: str, pasted: bool) -> str:
    """The sign that cuts the first rows into the same number of pieces most often; "\\t" where none does."""
    start = text[:SIGNS_LOOKED_AT]
    if pasted and "\t" in start:
        return "\t"
    best, most = "\t", 0.0
    for delimiter in DELIMITERS:
        try:
            rows = csv.reader(io.StringIO(start, newline=""), delimiter=delimiter)
            widths = [len(row) for row, _number in zip(rows, range(LOOKED_AT), strict=False) if any(row)]
        except csv.Error:
            continue
        wide = [width for width in widths if width > 1]
        if not wide:
            continue
        usual = max(set(wide), key=wide.count)
        share = wide.count(usual) / len(widths)
        if pasted and (share < 1 or len(widths) < 2):
            continue
        # That rows are cut at all, that they are cut alike, and only then into how many.
        value = len(wide) / len(widths) + share + usual / 1000
        if value > most:
            best, most = delimiter, value
    return best


def _split(text: str, delimiter: str) -> Iterator[list[str]]:
    try:
        list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            raise Unfit("quotes") from None
    for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
        while row and not row[-1].strip():
            row.pop()
        if row:
            check_size(number if number <= MOST_ROWS else text.rstrip().count("\n") + 1, len(row))
        yield row
