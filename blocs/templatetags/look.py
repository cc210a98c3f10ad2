"""The look in templates: icons, states, figures, heads of tables. Rendering only: no query, no decision."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import template
from django.http import QueryDict
from django.template.context import Context
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from blocs.numbers import format_number

register = template.Library()

STATE_KINDS = ("none", "done", "move", "soon", "wrong", "honour", "bind")


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """The icon `name` of pieces/sprite.html; with a `label` it speaks for itself, else it is decoration."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="#i-{}"/></svg>', label, name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="#i-{}"/></svg>', name)


@register.simple_tag
def state(kind: str, icon_name: str, text: str, fill: bool = False) -> SafeString:
    """A state as an icon and a word; `fill` where the reader must do something.

    Raises ValueError for a `kind` that is not one of STATE_KINDS: its colour would be missing.
    """
    if kind not in STATE_KINDS:
        raise ValueError(f"{kind!r} is no kind of state; there are {', '.join(STATE_KINDS)}.")
    return format_html(
        '<span class="state state--{}{}">{}{}</span>',
        kind,
        " state--fill" if fill else "",
        icon(icon_name),
        text,
    )


@register.simple_tag
def changes(rows: Iterable[Any]) -> SafeString:
    """Fields of a record, each with its value before and after: written in one go, for a page has hundreds."""
    return format_html_join(
        "",
        "<small>{}: {}<b>{}</b></small>",
        ((row.field, f"{row.old} → " if row.old else "", row.new or "–") for row in rows),
    )


@register.simple_tag
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """A figure as `1.234,5`; what is not known is a dash, never a zero."""
    return "–" if value is None or value == "" else format_number(value, decimals)


@register.simple_tag
def crumbs(*parts: Any) -> SafeString:
    """The way here: `{% crumbs url label url label here %}`, the last part being this page itself."""
    *way, here = parts
    items = format_html_join("", '<li><a href="{}">{}</a></li>', zip(way[::2], way[1::2], strict=True))
    return format_html(
        '<nav class="crumbs" aria-label="{}"><ol>{}<li aria-current="page">{}</li></ol></nav>',
        _("Breadcrumbs"),
        items,
        here,
    )


@register.inclusion_tag("pieces/sort_head.html", takes_context=True)
def sort_head(
    context: Context, key: str, label: str, default: bool = False, css_class: str = ""
) -> dict[str, Any]:
    """A head of a column that sorts by `?sort=key` and, pressed again, by `?sort=-key`.

    `default` marks the column by which the list is sorted when nothing was asked.
    """
    query: QueryDict = context["request"].GET.copy()
    asked = query.get("sort", key if default else "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(asked, "")
    query["sort"] = f"-{key}" if direction == "ascending" else key
    query.pop("page", None)
    return {
        "label": label,
        "direction": direction,
        "address": f"?{query.urlencode()}",
        "css_class": css_class,
    }


@register.simple_tag
def error_links(form: Any) -> SafeString:
    """The sentences of all errors of a form (or formset's form), each leading to its field."""
    lines = [
        (f"#{form[name].id_for_label or form[name].auto_id}", form[name].label, error)
        for name, errors in form.errors.items()
        if name in form.fields
        for error in errors
    ]
    return format_html_join("", '<li><a href="{}">{}</a>: {}</li>', lines)
