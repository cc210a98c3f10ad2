"""Reading a PDF back: its words, their places, its fonts."""

from io import BytesIO

import pikepdf
from pdfminer.high_level import extract_pages
from pdfminer.layout import LAParams, LTChar, LTPage, LTTextContainer, LTTextLine

MILLIMETRES = 25.4 / 72


def pages(pdf: bytes) -> list[LTPage]:
    """The laid-out pages."""
    return list(extract_pages(BytesIO(pdf), laparams=LAParams()))


def lines(page: LTPage) -> list[LTTextLine]:
    """The lines of text of a page."""
    found = [
        line
        for box in page
        if isinstance(box, LTTextContainer)
        for line in box
        if isinstance(line, LTTextLine)
    ]
    return [line for line in found if line.get_text().strip()]


def words(pdf: bytes) -> str:
    """The text of all pages, every run of blanks as one."""
    return " ".join(" ".join(page_words(page)) for page in pages(pdf))


def page_words(page: LTPage) -> list[str]:
    """The words of a page in the order they are read."""
    return " ".join(box.get_text() for box in page if isinstance(box, LTTextContainer)).split()


def header(page: LTPage) -> str:
    """What stands in the top margin."""
    return " ".join(
        line.get_text().strip() for line in lines(page) if (page.height - line.y0) * MILLIMETRES < 20
    )


def fonts(pdf: bytes) -> set[str]:
    """The names of the fonts of a file, without the letters that mark a subset."""
    with pikepdf.open(BytesIO(pdf)) as file:
        names = {
            str(font.BaseFont).lstrip("/")
            for page in file.pages
            for font in page.resources.get("/Font", {}).values()
        }
    return {name.split("+")[-1] for name in names}


def embedded(pdf: bytes) -> bool:
    """Whether every font lies in the file."""
    with pikepdf.open(BytesIO(pdf)) as file:
        return all(
            "/FontFile2" in font.DescendantFonts[0].FontDescriptor
            for page in file.pages
            for font in page.resources.get("/Font", {}).values()
        )


def margins(page: LTPage, *, header: float = 20.0) -> tuple[float, float, float, float]:
    """Millimetres from each edge (top, right, bottom, left) to the text; what lies in the page's own margins is left out."""
    signs = [
        sign
        for line in lines(page)
        for sign in line
        if isinstance(sign, LTChar)
        and sign.get_text().strip()
        and header * 0.9 <= (page.height - sign.y1) * MILLIMETRES
        and sign.y0 * MILLIMETRES >= 19
    ]
    return (
        (page.height - max(sign.y1 for sign in signs)) * MILLIMETRES,
        (page.width - max(sign.x1 for sign in signs)) * MILLIMETRES,
        min(sign.y0 for sign in signs) * MILLIMETRES,
        min(sign.x0 for sign in signs) * MILLIMETRES,
    )
