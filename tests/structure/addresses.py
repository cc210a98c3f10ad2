"""Addresses: closed to strangers, and honest about the methods they take."""

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLPattern, URLResolver

from tests.structure.sources import APPS, Source

READING = {"GET", "HEAD"}


@dataclass(frozen=True)
class Address:
    """One address: its name with namespaces (its route where it has none) and what answers it."""

    name: str
    view: Callable[..., HttpResponse]

    @property
    def ours(self) -> bool:
        return self.view.__module__.split(".")[0] in APPS


def addresses(
    patterns: list[URLPattern | URLResolver], prefix: str = "", route: str = ""
) -> Iterator[Address]:
    for pattern in patterns:
        here = route + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from addresses(pattern.url_patterns, inner, here)
        else:
            yield Address(prefix + pattern.name if pattern.name else here, pattern.callback)


def open_to_strangers(known: list[Address]) -> set[str]:
    """Names of the addresses that the middleware lets somebody without a login reach."""
    middleware = LoginRequiredMiddleware(lambda request: HttpResponse())
    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return {
        address.name for address in known if middleware.process_view(request, address.view, (), {}) is None
    }


def methods(view: Callable[..., HttpResponse] | None) -> set[str] | None:
    """The methods a view function is limited to by its decorator; None if it is not."""
    while view is not None:
        named = (
            inspect.getclosurevars(view).nonlocals.get("request_method_list")
            if inspect.isfunction(view)
            else None
        )
        if named:
            return set(named)
        view = getattr(view, "__wrapped__", None)
    return None


def careless_methods(known: list[Address]) -> Iterator[str]:
    """Views of ours that are no plain functions with named methods, or that act on a GET."""
    for address in known:
        taken = methods(address.view)
        if hasattr(address.view, "view_class"):
            yield f"{address.name} is a class"
        elif taken is None:
            yield f"{address.name} names no methods"
        elif not taken <= READING | {"POST"}:
            yield f"{address.name} takes {', '.join(sorted(taken - READING - {'POST'}))}"
        elif not taken & READING and address.view(RequestFactory().get("/")).status_code != 405:
            yield f"{address.name} does not refuse GET"


def acting_readers(sources: list[Source]) -> Iterator[str]:
    """Views for reading only that call an action."""
    for source in sources:
        actions = {name.rsplit(".", 1)[1] for _line, name in source.imports() if ".actions." in name}
        for function in ast.walk(source.tree):
            if isinstance(function, ast.FunctionDef) and _reads_only(function):
                for node in ast.walk(function):
                    if isinstance(node, ast.Call) and _first_name(node.func) in actions:
                        yield source.at(node.lineno, f"{function.name} acts on a GET")


def _reads_only(function: ast.FunctionDef) -> bool:
    return any(
        isinstance(one, ast.Name) and one.id in {"require_safe", "require_GET"}
        for one in function.decorator_list
    )


def _first_name(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""
