"""messages.py [FILE.po …]: brings the Vietnamese catalogue up to date and compiles it, without msgfmt.

Ours are the strings of code and templates (collected by gettext's xgettext). Borrowed are those that
Django and allauth can show here and do not translate themselves. Translations stay; new strings come
untranslated, or with the Vietnamese that a FILE.po has for them; strings no longer used go.
"""

import os
import re
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import allauth
import django
import polib
from django.conf import settings
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "emulation" / "locale" / "vi" / "LC_MESSAGES" / "django.po"
IGNORED = ["emulation/locale", "tests", "static", "documents"]
HEADER = {
    "Project-Id-Version": "khoi-thi-dua",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}
Key = tuple[str | None, str]

DJANGO = Path(django.__file__).parent
DJANGO_CATALOGUES = ("conf", "contrib/auth", "contrib/admin", "contrib/contenttypes", "contrib/sessions")
ALLAUTH = Path(allauth.__file__).parent
# Places in the libraries that no page of ours leads to: languages we do not offer, the developer's
# pages, accounts by user name, phone number or mailed code, sign-up.
UNREACHABLE = re.compile(
    r"global_settings|views/(templates|csrf|static|generic)|postgres|admindocs|contrib/(gis|sites|flatpages|redirects)"
    r"|socialaccount|usersessions|headless|idp/|openid"
    r"|phone|signup|login_code|_code(?!s)|unknown_account|already_exists|mfa/trust"
)
NOT_SHOWN = re.compile(r"phone|username|sign.?up", re.IGNORECASE)


def key(entry: polib.POEntry) -> Key:
    return entry.msgctxt or None, entry.msgid


def ours() -> list[polib.POEntry]:
    """Every marked string of our code and templates. Papers are written in Vietnamese and have none."""
    with tempfile.TemporaryDirectory() as folder:
        before, settings.LOCALE_PATHS = settings.LOCALE_PATHS, [folder]
        here = Path.cwd()
        os.chdir(ROOT)
        try:
            call_command(
                "makemessages", locale=["vi"], ignore_patterns=IGNORED, no_location=True, verbosity=0
            )
        finally:
            settings.LOCALE_PATHS = before
            os.chdir(here)
        return [entry for entry in polib.pofile(f"{folder}/vi/LC_MESSAGES/django.po") if entry.msgid]


def borrowed() -> list[polib.POEntry]:
    """What Django and allauth can show here in English only."""
    found = []
    for name in DJANGO_CATALOGUES:
        locale = DJANGO / name / "locale"
        vietnamese = polib.pofile(str(locale / "vi" / "LC_MESSAGES" / "django.po"))
        known = {key(entry) for entry in vietnamese.translated_entries()}
        english = polib.pofile(str(locale / "en" / "LC_MESSAGES" / "django.po"))
        found += [entry for entry in english if key(entry) not in known]
    found += polib.pofile(str(ALLAUTH / "locale" / "en" / "LC_MESSAGES" / "django.po"))
    return [bare(entry) for entry in found if not entry.obsolete and is_reachable(entry)]


def is_reachable(entry: polib.POEntry) -> bool:
    if NOT_SHOWN.search(entry.msgid):
        return False
    return any(not UNREACHABLE.search(place) and not is_replaced(place) for place, _line in entry.occurrences)


def is_replaced(place: str) -> bool:
    """Whether our templates have one of the same name."""
    template = place.rpartition("templates/")[2]
    return template != place and (ROOT / "templates" / template).exists()


def bare(entry: polib.POEntry) -> polib.POEntry:
    """The string alone, without the library's places, comments and translation."""
    flags = [flag for flag in entry.flags if flag.endswith("-format")]
    plural = {"msgid_plural": entry.msgid_plural, "msgstr_plural": {0: ""}} if entry.msgid_plural else {}
    return polib.POEntry(msgid=entry.msgid, msgctxt=entry.msgctxt, flags=flags, **plural)


def wanted() -> dict[Key, polib.POEntry]:
    """What the catalogue must hold: ours first, then what is borrowed and not ours as well."""
    found: dict[Key, polib.POEntry] = {}
    for entry in [*ours(), *borrowed()]:
        found.setdefault(key(entry), bare(entry))
    return found


def translations(files: Iterable[Path | str]) -> dict[Key, str]:
    """The Vietnamese of each string; a later file wins. Vietnamese has one form for every number."""
    return {
        key(entry): entry.msgstr or entry.msgstr_plural[0]
        for file in files
        for entry in polib.pofile(str(file))
        if (entry.msgstr or entry.msgstr_plural.get(0)) and not entry.obsolete and not entry.fuzzy
    }


def main(files: list[str]) -> None:
    vietnamese = translations([*([CATALOGUE] if CATALOGUE.exists() else []), *files])
    catalogue = polib.POFile(wrapwidth=100)
    catalogue.metadata = HEADER
    for identity, entry in wanted().items():
        translation = vietnamese.get(identity, "")
        if entry.msgid_plural:
            entry.msgstr_plural = {0: translation}
        else:
            entry.msgstr = translation
        catalogue.append(entry)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    missing = catalogue.untranslated_entries()
    for entry in missing:
        print(f"chưa dịch / not translated: {entry.msgid!r}")
    print(f"{len(catalogue)} chuỗi / strings, {len(missing)} chưa dịch / not translated")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "emulation.settings",
        "SECRET_KEY": "none",
        "DATABASE_URL": "sqlite://:memory:",
    }
    django.setup()
    main(sys.argv[1:])
