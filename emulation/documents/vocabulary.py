"""The closed vocabulary of paper HTML: all that a paper may contain, so that one HTML serves PDF now and Word later.

    letterhead   header.letterhead > div.issuer (p.superior, p.unit, p.number) + div.nation (p.country, p.motto, p.dateline)
    title        h1.title, p.subject
    bases        p.basis, one for each "Căn cứ"
    part         h2 (label, line break, title)
    headings     h3, h4
    paragraph    p, p.kept (on the page of the next block)
    list         ul > li
    table        table.figures > colgroup > col(.count .points .figure .word .wide), thead and tbody > tr > th, td(.middle)
    signatures   section.signatures > h3.signing, div.row (three across) or div.pair > div.signature (p.role, p.unit, p.authority, p.mark or p.place, p.name)
    closing      section.closing > div.recipients (p.to, ul) + div.signature
    annex        section.annex > h2, p.note, then blocks
    check        p.check, small at the foot of every page
    in a line    em, br, span.keep (not broken at the end of a line)

No other element, class or attribute, no style, no link, no picture; text stands only in elements that hold text.
`faults` says what breaks the rule; a test holds every paper against it.
"""

from html.parser import HTMLParser

# Element: the classes it may bear ("" for none).
CLASSES: dict[str, frozenset[str]] = {
    "html": frozenset({""}),
    "head": frozenset({""}),
    "meta": frozenset({""}),
    "title": frozenset({""}),
    "body": frozenset({""}),
    "header": frozenset({"letterhead"}),
    "div": frozenset({"issuer", "nation", "row", "pair", "signature", "recipients"}),
    "section": frozenset({"signatures", "closing", "annex"}),
    "h1": frozenset({"title"}),
    "h2": frozenset({""}),
    "h3": frozenset({"", "signing"}),
    "h4": frozenset({""}),
    "p": frozenset(
        "|kept|superior|unit|number|country|motto|dateline|subject|basis|role|authority|mark|place|name|to|note|check".split(
            "|"
        )
    ),
    "ul": frozenset({""}),
    "li": frozenset({""}),
    "table": frozenset({"figures"}),
    "colgroup": frozenset({""}),
    "col": frozenset({"", "count", "points", "figure", "word", "wide"}),
    "thead": frozenset({""}),
    "tbody": frozenset({""}),
    "tr": frozenset({""}),
    "th": frozenset({""}),
    "td": frozenset({"", "middle"}),
    "em": frozenset({""}),
    "br": frozenset({""}),
    "span": frozenset({"keep"}),
}
ATTRIBUTES: dict[str, frozenset[str]] = {
    "html": frozenset({"lang"}),
    "meta": frozenset({"charset"}),
    "th": frozenset({"scope"}),
}
HOLD_TEXT = frozenset({"title", "h1", "h2", "h3", "h4", "p", "li", "th", "td", "em", "span"})
VOID = frozenset({"meta", "col", "br"})


def faults(html: str) -> list[str]:
    """Sentences on everything in the HTML that lies outside the vocabulary; empty for a sound paper."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    if reader.open:
        reader.found.append(f"<{reader.open[-1]}> is not closed.")
    return reader.found


class _Reader(HTMLParser):
    """Walks the HTML and notes what is not allowed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        kind = given.pop("class", "")
        if kind not in CLASSES.get(tag, frozenset()):
            self.found.append(f"<{tag} class={kind!r}> is not in the vocabulary.")
        self.found += [
            f"<{tag}> may not have the attribute {name!r}."
            for name in given
            if name not in ATTRIBUTES.get(tag, frozenset())
        ]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.found.append(f"</{tag}> closes what is not open.")

    def handle_data(self, data: str) -> None:
        if data.strip() and (not self.open or self.open[-1] not in HOLD_TEXT):
            self.found.append(f"Text outside of an element that holds text: {data.strip()[:40]!r}.")

    def handle_comment(self, data: str) -> None:
        self.found.append(f"A comment: {data.strip()[:40]!r}.")
