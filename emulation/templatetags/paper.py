"""What the pieces of a paper need to print text."""

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from blocs.dates import in_words
from emulation.documents import typesetting

register = template.Library()


@register.filter
def typeset(text: str, emphasised: str = "") -> SafeString:
    """Text ready for paper: escaped, with dates, numbers and symbols kept on one line."""
    return typesetting.typeset(text, emphasised)


@register.filter
def typeset_lines(lines: tuple[str, ...]) -> SafeString:
    """Lines one under the other, each ready for paper."""
    return format_html_join(
        "", "{}{}", (("" if i == 0 else _BREAK, typesetting.typeset(line)) for i, line in enumerate(lines))
    )


@register.filter
def typeset_date(day) -> SafeString:
    """ngày 09 tháng 3 năm 2021; without a day an open date to be written by hand."""
    if day is None:
        return SafeString("ngày&emsp;&emsp;tháng&emsp;&emsp;năm&emsp;&emsp;&emsp;")
    return typesetting.typeset(in_words(day))


_BREAK = SafeString("<br>")
