"""The one place that makes PDF bytes. Nothing else imports WeasyPrint."""

import gc
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blocs.errors import Refused
from emulation.documents.paper import Document

try:
    import weasyprint
    from weasyprint.text.ffi import harfbuzz_subset
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher, URLFetcherResponse, path2url
except OSError:
    # Pango is a system library, not a package: without it the site runs and only papers explain themselves.
    weasyprint = None
    URLFetcher = object

STATIC = Path(settings.BASE_DIR) / "static"
STYLE = STATIC / "css" / "paper.css"
FONTS = tuple(
    STATIC / "fonts" / f"LiberationSerif-{face}.ttf" for face in ("Regular", "Bold", "Italic", "BoldItalic")
)
# Tagged for readers of screens: 9 KB and no measurable time more than a plain PDF.
# PDF/A would cost as little, but WeasyPrint 70 leaves its colour profile open once for every paper.
OPTIONS = {"pdf_variant": "pdf/ua-1"}

NO_PANGO = _(
    "Papers cannot be made on this server: the system library Pango is missing. "
    "The operator installs it; on Debian: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
)
NO_SUBSETTER = _(
    "Papers are made slowly on this server: HarfBuzz's subsetter is missing. "
    "On Debian: apt-get install libharfbuzz-subset0"
)
NO_FONTS = _(
    "Papers cannot be made on this server: the fonts Liberation Serif are missing from static/fonts."
)

# Pango's font maps are not safe between threads, and the garbage collector belongs to the whole process.
_one_at_a_time = threading.Lock()


class PapersUnavailable(Refused):
    """This server cannot make papers: a system library or a font is missing."""

    status = 503
    default = NO_PANGO


class ListedFiles(URLFetcher):
    """Gives WeasyPrint the files of a list and nothing else: neither the disk nor the network is within reach."""

    def __init__(self, files: Iterable[Path]) -> None:
        super().__init__()
        self.files = {path2url(path): path for path in files}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> "URLFetcherResponse":
        """A listed file. WeasyPrint prints the paper without what is refused here, and logs it."""
        if url not in self.files:
            raise ValueError(f"{url} is not among the files of this paper.")
        return URLFetcherResponse(url, self.files[url].read_bytes())


def missing() -> list[str | Promise]:
    """What papers lack on this server, in sentences for the operator; empty where all is well."""
    if weasyprint is None:
        return [NO_PANGO]
    lacking: list[str | Promise] = [] if all(font.is_file() for font in FONTS) else [NO_FONTS]
    if harfbuzz_subset is None:
        lacking.append(NO_SUBSETTER)
    return lacking


def render(document: Document) -> bytes:
    """The paper as PDF. The same document gives the same bytes, on every day and in every process.

    Raises PapersUnavailable where Pango or the fonts are missing.
    """
    return render_html(document.html(), dated_on=document.dated_on)


def render_html(html: str, *, dated_on: date) -> bytes:
    """Paper HTML as PDF bytes; the file says it was made on `dated_on`. Raises PapersUnavailable."""
    if weasyprint is None:
        raise PapersUnavailable
    with _one_at_a_time, _collector_off():
        fonts, style, fetcher = _typography()
        paper = weasyprint.HTML(string=html, url_fetcher=fetcher).render(
            font_config=fonts, stylesheets=[style], **OPTIONS
        )
        paper.metadata.created = paper.metadata.modified = dated_on.isoformat()
        return paper.write_pdf(**OPTIONS)


@contextmanager
def _collector_off() -> Iterator[None]:
    """Without the cyclic collector a render is a fifth to a third faster; what it left is collected after."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
        gc.collect()


@cache
def _typography() -> "tuple[FontConfiguration, weasyprint.CSS, ListedFiles]":
    """Fonts and style of all papers of this process: a FontConfiguration for each paper would leak memory."""
    if not all(font.is_file() for font in FONTS):
        raise PapersUnavailable(NO_FONTS)
    fonts = FontConfiguration()
    style = weasyprint.CSS(filename=STYLE, font_config=fonts, url_fetcher=ListedFiles(FONTS))
    return fonts, style, ListedFiles(())
