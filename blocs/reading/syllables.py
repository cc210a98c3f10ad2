"""Which words can be Vietnamese syllables: by their onset, rhyme and tone. Knows nothing of Django."""

import re
import unicodedata
from functools import lru_cache

ONSETS = r"(?:(?:k|gh|ngh)(?=[eêiy])|(?:c|g|ng)(?![eêy])|ch|gi|kh|nh|ph|qu|th|tr|[bdđhlmnpqrstvx])?"
RHYMES = (
    "a(?:c|ch|i|m|n|ng|nh|o|p|t|u|y)?|ă(?:c|m|n|ng|p|t)|â(?:c|m|n|ng|p|t|u|y)|e(?:c|m|n|ng|o|p|t)?"
    "|ê(?:ch|m|n|ng|nh|p|t|u)?|i(?:a|ch|m|n|nh|p|t|u)?|iê(?:c|m|n|ng|p|t|u)|o(?:c|i|m|n|ng|p|t)?"
    "|oa(?:c|ch|i|m|n|ng|nh|o|p|t|y)?|oă(?:c|m|n|ng|t)|oe(?:n|o|t)?|oo(?:c|ng)|ô(?:c|i|m|n|ng|p|t)?"
    "|ơ(?:i|m|n|p|t)?|u(?:a|c|i|m|n|ng|p|t)?|uâ(?:n|ng|t|y)|uê(?:ch|nh)?|uô(?:c|i|m|n|ng|t)|uơ"
    "|uy(?:a|ch|n|nh|t|u)?|uyê(?:n|t)|ư(?:a|c|i|n|ng|t|u)?|ươ(?:c|i|m|n|ng|p|t|u)|y|yê(?:m|n|ng|t|u)"
)
SYLLABLE = re.compile(rf"{ONSETS}(?:{RHYMES})|gi(?=$)")
# A syllable that ends so has the tone sắc or nặng.
STOPPED = re.compile(r".*(?:c|ch|p|t)")
TONE = re.compile("(?<=[aeiouy\u0302\u0306\u031b])[\u0300\u0301\u0303\u0309\u0323]|\u0323(?=[\u0302\u0306])")
HIGH_OR_LOW = {"\u0301", "\u0323"}


@lru_cache(50_000)
def is_syllable(word: str) -> bool:
    """Whether a word, in whatever case, can be one Vietnamese syllable: "Hiệp", "gì", not "HiÖp", not "Café"."""
    signs = unicodedata.normalize("NFD", word.lower())
    bare, tones = TONE.subn("", signs)
    if tones > 1 or not SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)):
        return False
    if not STOPPED.fullmatch(bare):
        return True
    return any(sign in signs for sign in HIGH_OR_LOW)
