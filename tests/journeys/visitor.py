"""A person at a browser without scripts: opens pages, fills in the forms that stand there, presses their buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpResponse
from django.test import Client


@dataclass
class Form:
    """A form as it stands on a page: where it goes, and what it would send untouched."""

    action: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    # Everything that could be typed into or chosen, also what is empty or not ticked.
    names: set[str] = field(default_factory=set)


class Forms(HTMLParser):
    """Collects the forms of a page that are sent by POST."""

    def __init__(self, here: str) -> None:
        super().__init__()
        self.here, self.forms = here, []
        self._form: Form | None = None
        self._select: str | None = None
        self._area: str | None = None
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            posts = (given.get("method") or "").lower() == "post"
            self._form = Form(given.get("action") or self.here) if posts else None
            if self._form:
                self.forms.append(self._form)
            return
        if self._form is None:
            return
        name, value = given.get("name") or "", given.get("value") or ""
        if tag == "select":
            self._select = name
            self._form.names.add(name)
        elif tag == "option" and self._select and "selected" in given:
            self._form.fields.append((self._select, value))
        elif tag == "textarea":
            self._area, self._text = name, ""
        elif tag == "button" and name:
            self._form.buttons.append((name, value))
        elif tag == "input" and name:
            self._input(name, value, given)

    def _input(self, name: str, value: str, given: dict[str, str | None]) -> None:
        assert self._form is not None
        kind = given.get("type") or "text"
        if kind == "submit":
            self._form.buttons.append((name, value))
            return
        self._form.names.add(name)
        if kind == "file" or (kind in {"checkbox", "radio"} and "checked" not in given):
            return
        self._form.fields.append((name, value or ("on" if kind == "checkbox" else "")))

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None
        elif tag == "textarea" and self._form is not None and self._area is not None:
            self._form.names.add(self._area)
            # A browser leaves out the line break right after the opening tag.
            self._form.fields.append((self._area, self._text.removeprefix("\n")))
            self._area = None


@dataclass
class Page:
    """What came back: the last answer, where it stands, its text and its forms."""

    visitor: Visitor
    address: str
    response: HttpResponse

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def text(self) -> str:
        return self.response.content.decode()

    @property
    def main(self) -> str:
        """What a person reads in the middle of the page: words without tags."""
        inner = self.text.partition("<main")[2].partition("</main>")[0]
        inner = re.sub(r"<(script|svg|template)\b.*?</\1>", " ", inner, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"^[^>]*>|<[^>]*>", " ", inner)).split())

    @property
    def forms(self) -> list[Form]:
        found = Forms(self.address)
        found.feed(self.text)
        return found.forms

    def form(self, ending: str = "", having: str = "") -> Form:
        """The one form whose address ends so and that has this field or button."""
        fitting = [form for form in self._fitting(ending) if not having or having in offered(form)]
        assert len(fitting) == 1, f"{len(fitting)} forms “{ending}” {having} on {self.address}"
        return fitting[0]

    def _fitting(self, ending: str) -> Iterator[Form]:
        for form in self.forms:
            path = urlsplit(form.action).path
            own = path == urlsplit(self.address).path and not form.action.startswith("/account/logout")
            if path.endswith(ending) if ending else own:
                yield form

    def send(self, ending: str = "", *, having: str = "", press: str = "", **values: Any) -> Page:
        """Fills in a form and presses its button; what is not named stays as the page has it.

        `ending` chooses the form by its address (else it is the one that goes to this page), `press`
        names a button with a value of its own. A field the form does not have is a mistake of the test.
        """
        form = self.form(ending, having or press)
        assert set(values) <= form.names, f"no field {set(values) - form.names} in {form.action}"
        data: dict[str, list[Any]] = {}
        for name, value in form.fields:
            data.setdefault(name, []).append(value)
        data |= {name: value if isinstance(value, list) else [value] for name, value in values.items()}
        if press:
            data[press] = [next(value for name, value in form.buttons if name == press)]
        return self.visitor.post(form.action, {name: sent for name, sent in data.items() if sent != [None]})


def offered(form: Form) -> set[str]:
    return form.names | {name for name, _value in form.buttons}


class Visitor:
    """One person's browser. `post` follows the redirect after an act, as browsers do."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def open(self, address: str, status: int = 200) -> Page:
        response = self.client.get(address)
        assert response.status_code == status, f"{address}: {response.status_code}, not {status}"
        return Page(self, address, response)

    def post(self, address: str, data: Any) -> Page:
        response = self.client.post(address, data)
        if response.status_code == 302:
            return self.open(response["Location"])
        return Page(self, address, response)

    def download(self, address: str) -> bytes:
        response = self.client.get(address)
        assert response.status_code == 200, f"{address}: {response.status_code}"
        assert response["Content-Disposition"].startswith("attachment;")
        return b"".join(response) if response.streaming else response.content
