"""Text of the years before Unicode: TCVN3 (ABC) and VNI, told by evidence and converted. Knows nothing of Django.

Both wrote Vietnamese with the 256 signs of a Western font, so that a workbook holds "HiÖp héi" or "Hieäp
hoäi" and only the font made it "Hiệp hội". Told are such texts by their words: few of them are Vietnamese
syllables as they stand and most are when converted. Text that has a sign beyond the Western 256 is Unicode
and is never touched. Capitals of TCVN3 came from a font of their own and cannot be told: small letters are
made, but in words whose plain letters are all capitals.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from blocs.reading.syllables import is_syllable

TCVN3, VNI = "tcvn3", "vni"
# So many different words tell the coding of a column.
MOST_WORDS = 5_000

GRAVE, HOOK, TILDE, ACUTE, DOT = "\u0300\u0309\u0303\u0301\u0323"
BREVE, CIRCUMFLEX, HORN = "\u0306\u0302\u031b"

# The standard TCVN 5712:1993, third set: letters from 0xA1 on; a blank stands where it has none.
_TCVN3_ROWS = {
    0xA1: "ĂÂÊÔƠƯĐăâêôơưđ",
    0xB5: "àảãáạ ằẳẵắ",
    0xC6: "ặầẩẫấậè ẻẽéẹềểễếệìỉ",
    0xDC: "ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ",
}
FROM_TCVN3 = {
    chr(start + place): letter
    for start, letters in _TCVN3_ROWS.items()
    for place, letter in enumerate(letters)
    if letter != " "
}

# VNI: the letter, then a sign for its shape and tone.
_TONES = {"ø": GRAVE, "ù": ACUTE, "û": HOOK, "õ": TILDE, "ï": DOT}
_ROUND = {"â": "", "à": GRAVE, "á": ACUTE, "å": HOOK, "ã": TILDE, "ä": DOT}
_SHORT = {"ê": "", "è": GRAVE, "é": ACUTE, "ú": HOOK, "ü": TILDE, "ë": DOT}
_SINGLE = {"ñ": "đ", "ô": "ơ", "ö": "ư", "î": "ỵ", "ì": "ì", "í": "í", "æ": "ỉ", "ó": "ĩ", "ò": "ị"}


def _vni() -> dict[str, str]:
    pairs = dict(_SINGLE)
    for base in "aeouyôö":
        pairs |= {base + sign: _SINGLE.get(base, base) + tone for sign, tone in _TONES.items()}
    for base in "aeo":
        pairs |= {base + sign: base + CIRCUMFLEX + tone for sign, tone in _ROUND.items()}
    pairs |= {"a" + sign: "a" + BREVE + tone for sign, tone in _SHORT.items()}
    del pairs["yï"]  # written "î"
    small = {signs: unicodedata.normalize("NFC", letter) for signs, letter in pairs.items()}
    # A capital takes a capital sign, and in some files a small one.
    capital = {signs[0].upper() + signs[1:]: letter.upper() for signs, letter in small.items()}
    return small | capital | {signs.upper(): letter.upper() for signs, letter in small.items()}


FROM_VNI = _vni()
_VNI_SIGNS = re.compile("|".join(sorted(map(re.escape, FROM_VNI), key=len, reverse=True)))
# Beyond the Western signs and the quotes, dashes and euro of Windows it is Unicode.
_UNICODE = re.compile("[^\x00-\xff\u2010-\u2044\u20ac\u2122]")
# Letters that only Unicode has, whole or put together of signs.
_VIETNAMESE = re.compile("[\u0102-\u01b0\u0300-\u0323\u1ea0-\u1ef9]")
_HIGH = re.compile("[\xa1-\xff]")
_BETWEEN_WORDS = re.compile("[\\s\x00-@\\[-`{-\xa0\u2010-\u2044\u20ac\u2122]+")
_PLAIN = re.compile("[A-Za-z]")
_WORD = re.compile("[A-Za-z\xa1-\xff]+")


def from_tcvn3(text: str) -> str:
    """ "Hiệp hội" for "HiÖp héi"."""
    return _WORD.sub(lambda match: _from_tcvn3(match[0]), text)


def from_vni(text: str) -> str:
    """ "Hiệp hội" for "Hieäp hoäi"."""
    return _VNI_SIGNS.sub(lambda match: FROM_VNI[match[0]], text)


CONVERT: dict[str, Callable[[str], str]] = {TCVN3: from_tcvn3, VNI: from_vni}


@lru_cache(50_000)
def _from_tcvn3(word: str) -> str:
    text = "".join(FROM_TCVN3.get(sign, sign) for sign in word)
    # Letters of which the case is known: plain ones, and the seven capitals that the coding has.
    known = [letter for sign, letter in zip(word, text, strict=True) if sign.isascii() or letter.isupper()]
    return text.upper() if len(known) > 1 and all(letter.isupper() for letter in known) else text


@dataclass(frozen=True)
class Evidence:
    """Of the words with signs in some texts: those that are no syllable as they stand, and which a conversion mends."""

    words: int
    doubtful: int
    mended: dict[str, int]

    def coding(self, at_least: int) -> str:
        """ "tcvn3", "vni", or "" where the words do not say it, or say both."""
        second, best = sorted(CONVERT, key=self.mended.__getitem__)
        mended = self.mended[best]
        enough = mended >= at_least and mended >= 0.75 * self.doubtful and self.doubtful >= 0.3 * self.words
        return best if enough and mended > self.mended[second] else ""


def evidence(texts: Iterable[str]) -> Evidence:
    """Of the different words of `texts`, which have Western signs alone; of the first some thousand."""
    words: dict[str, None] = {}
    for text in texts:
        words.update(dict.fromkeys(_words(text)))
        if len(words) > MOST_WORDS:
            break
    doubtful = [word for word in words if not is_syllable(word)]
    return Evidence(
        len(words),
        len(doubtful),
        {coding: sum(_is_mended(word, coding) for word in doubtful) for coding in CONVERT},
    )


def settle(tables: Sequence[list[list[str]]]) -> list[dict[str, int]]:
    """Converts the cells of the tables of a file in place; for each table how many cells of which coding."""
    signed = [_columns(rows) for rows in tables]
    of_file = evidence(text for columns in signed for column in columns.values() for text in column.western)
    counts: list[dict[str, int]] = []
    for rows, columns in zip(tables, signed, strict=True):
        codings = {}
        for number, column in columns.items():
            found = evidence(column.western)
            coding = found.coding(2) or (found.coding(1) if found.coding(1) == of_file.coding(2) else "")
            if coding:
                codings[number] = (coding, column.has_unicode)
        counts.append(_convert(rows, codings))
    return counts


def _convert(rows: list[list[str]], codings: dict[int, tuple[str, bool]]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for row in rows:
        for column, (coding, mixed) in codings.items():
            text = row[column] if column < len(row) else ""
            if text and is_coded(text, coding, mixed):
                row[column] = CONVERT[coding](text)
                counts[coding] = counts.get(coding, 0) + (row[column] != text)
    return counts


def is_coded(text: str, coding: str, mixed: bool) -> bool:
    """Whether a text of a column written in `coding` is; in a `mixed` column other texts are Unicode."""
    if not _HIGH.search(text) or _UNICODE.search(text):
        return False
    words = [word for word in _BETWEEN_WORDS.split(text) if not word.isascii()]
    doubtful = [word for word in words if not is_syllable(word)]
    if not doubtful:
        return not mixed and all(is_syllable(CONVERT[coding](word)) for word in words)
    return 2 * sum(_is_mended(word, coding) for word in doubtful) >= len(doubtful)


@dataclass
class _Column:
    """The different texts with Western signs alone, and whether there are Vietnamese ones in Unicode."""

    western: list[str] = field(default_factory=list)
    has_unicode: bool = False


def _columns(rows: list[list[str]]) -> dict[int, _Column]:
    """By its number, each column that has Western texts."""
    texts: dict[int, dict[str, None]] = {}
    for row in rows:
        for number, text in enumerate(row):
            if not text.isascii():
                texts.setdefault(number, {})[text] = None
    columns = {}
    for number, different in texts.items():
        western = [text for text in different if not _UNICODE.search(text)]
        if western:
            columns[number] = _Column(western, any(map(_VIETNAMESE.search, different)))
    return columns


def _words(text: str) -> list[str]:
    """The words of a text that have a letter and a sign: those by which a coding is told."""
    return [
        word for word in _BETWEEN_WORDS.split(text) if word and not word.isascii() and _PLAIN.search(word)
    ]


@lru_cache(50_000)
def _is_mended(word: str, coding: str) -> bool:
    text = CONVERT[coding](word)
    return text != word and is_syllable(text)
