"""Vietnamese text: one way to store it, to search it and to put it in order."""

import re
import unicodedata

_BLANKS = "\n\t\v\f\x1c\x1d\x1e\x1f\x85"
_D_ALIKE = str.maketrans({"ð": "đ", "ɖ": "đ"})  # eth and the African d, typed for đ in old files
_LATIN = re.compile("[ -~\u00c0-\u024f\u0300-\u036f\u1ea0-\u1ef9]*")
_MARKS = re.compile("[\u0300-\u036f]+")
_PLAIN_WORD = re.compile(r"[^\W_]+")
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: they make a letter of its own
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_CODES = {letter: str(20 + place) for place, letter in enumerate(_LETTERS)}
_END, _BLANK, _OTHER_LETTER = "00", "01", "99"


def nfc(text: str) -> str:
    """One line of text as stored: NFC, no invisible signs, trimmed, single blanks."""
    return " ".join(_visible(text).split())


def nfc_lines(text: str) -> str:
    """Text of several lines as stored: each line as by `nfc`, line ends "\\n", no empty lines around it."""
    lines = _visible(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")
    return "\n".join(" ".join(line.split()) for line in lines).strip("\n")


def search_key(text: str) -> str:
    """What is compared in a search: without marks, case and punctuation; đ is d, hoà is hòa."""
    if _LATIN.fullmatch(text):
        # Nearly every text there is, in a fifth of the time: an import asks for tens of thousands.
        bare = _MARKS.sub("", unicodedata.normalize("NFD", text.lower()))
        return " ".join(_PLAIN_WORD.findall(bare.replace("đ", "d").replace("ð", "d")))
    signs = unicodedata.normalize("NFD", _lower(text))
    bare = "".join(sign for sign in signs if not unicodedata.category(sign).startswith("M"))
    return " ".join(_words(bare.replace("đ", "d")))


def sort_key(text: str) -> str:
    """A string of digits whose order is the Vietnamese order of `text`, in any database and collation.

    Letters first (a ă â b c d đ e ê …), a shorter text before a longer one and numbers by their value
    (Phường 2 before Phường 10); then the tones (ngang huyền hỏi ngã sắc nặng), one per word, so that
    hoà and hòa are the same. Vietnamese text of n signs has a key of at most 3n + 3 digits.
    """
    words = _words(_lower(text))
    letters = _BLANK.join(
        "".join(map(_letter_code, re.findall(r"[0-9]{1,9}|[^0-9]", word))) for word in words
    )
    return letters + _END + "".join(map(_tone, words))


def short_hash(digest: str) -> str:
    """The first eight signs of a hexadecimal digest: what people compare by eye."""
    return digest[:8]


def _visible(text: str) -> str:
    """`text` in NFC without what cannot be seen or stored: control, format and surrogate signs."""
    kept = (sign for sign in text if sign in _BLANKS or unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
    return unicodedata.normalize("NFC", "".join(kept))


def _lower(text: str) -> str:
    return unicodedata.normalize("NFC", _visible(text).lower()).translate(_D_ALIKE)


def _words(text: str) -> list[str]:
    """Runs of letters, digits and marks."""
    return "".join(
        sign if sign.isalnum() or unicodedata.category(sign).startswith("M") else " " for sign in text
    ).split()


def _letter_code(sign: str) -> str:
    """The code of one letter without its tone, or of a number: its length, then its digits."""
    if sign[0] in "0123456789":
        number = sign.lstrip("0") or "0"
        return f"1{len(number)}{number}"
    decomposed = unicodedata.normalize("NFD", sign)
    base = decomposed[0]
    shaped = unicodedata.normalize("NFC", base + "".join(mark for mark in decomposed[1:] if mark in _SHAPES))
    if code := _LETTER_CODES.get(shaped) or _LETTER_CODES.get(base):
        return code
    return f"{_OTHER_LETTER}{ord(base):07d}" if base.isalnum() else ""


def _tone(word: str) -> str:
    """The digit of the word's tone; 0 for none."""
    return next((_TONES[sign] for sign in unicodedata.normalize("NFD", word) if sign in _TONES), "0")
