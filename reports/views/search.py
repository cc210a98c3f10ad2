"""Search: a page for everybody, and the list that drops down while one types."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from blocs.text import nfc
from reports.queries.search import KINDS, LONGEST, search

# Of each kind: in the list under the box, on the page, and where one kind is asked for.
SUGGESTED, SHOWN, ALL = 3, 5, 100


@require_safe
def search_page(request: HttpRequest) -> HttpResponse:
    """What is found for `?q=`; `&kind=` shows one kind alone, and more of it."""
    text = _text(request)
    kind = request.GET.get("kind", "")
    kinds = [kind] if kind in KINDS else []
    found = search(request.actor, text, ALL if kinds else SHOWN, kinds)
    hits = sum(len(one.hits) for one in found)
    context = {"q": text, "kind": kinds[0] if kinds else "", "found": found, "heading": _heading(text, hits)}
    return render(request, "reports/search.html", context)


@require_safe
def suggestions(request: HttpRequest) -> HttpResponse:
    """The best of each kind, as options of the box in the header."""
    text = _text(request)
    found = search(request.actor, text, SUGGESTED)
    hits = sum(len(one.hits) for one in found)
    said = ngettext("{n} suggestion", "{n} suggestions", hits).format(n=hits) if hits else _("Nothing found")
    return render(request, "reports/_suggestions.html", {"q": text, "found": found, "said": said})


def _text(request: HttpRequest) -> str:
    return nfc(request.GET.get("q", "").replace("\0", " "))[:LONGEST]


def _heading(text: str, hits: int) -> str:
    """The answer in a sentence."""
    if not text:
        return _("Search")
    if not hits:
        return _("Nothing found for “{text}”").format(text=text)
    return _("Found for “{text}”").format(text=text)
