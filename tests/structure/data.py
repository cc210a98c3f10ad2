"""What the models and the code that asks them must keep to."""

import ast
from collections.abc import Iterable, Iterator

from django.db import models

from tests.structure.sources import Source

AGGREGATES = {"Sum", "Avg", "Min", "Max", "StdDev", "Variance"}
COMPARISONS = {"gt", "gte", "lt", "lte", "range"}


def unbound_pairs(known: Iterable[type[models.Model]]) -> Iterator[str]:
    """`x_at` without `x_by` or the other way round, and pairs that no constraint ties together.

    A moment that no person caused ends in `_time`.
    """
    for model in known:
        fields = {field.name: field for field in model._meta.local_fields}
        conditions = [
            _lookups(constraint.condition)
            for constraint in model._meta.constraints
            if isinstance(constraint, models.CheckConstraint)
        ]
        for name, field in fields.items():
            if isinstance(field, models.DateTimeField) and not name.endswith(("_at", "time", "last_login")):
                yield f"{model.__name__}.{name} is a moment: it ends in _at (with its _by) or in _time"
        for pair in sorted({name[:-3] for name in fields if name.endswith(("_at", "_by"))}):
            at, by = fields.get(f"{pair}_at"), fields.get(f"{pair}_by")
            if at is None or by is None:
                yield f"{model.__name__}.{pair} has only one of _at and _by"
            elif (at.null or by.null) and _both_or_neither(pair) not in conditions:
                yield f"{model.__name__}.{pair}_at and _by are bound by no constraint"


def decimal_names(known: Iterable[type[models.Model]]) -> set[str]:
    return {
        field.name
        for model in known
        for field in model._meta.local_fields
        if isinstance(field, models.DecimalField)
    }


def sql_over_decimals(sources: list[Source], decimals: set[str]) -> Iterator[str]:
    """SQL sums, comparisons and arithmetic over decimals: SQLite keeps them as floats.

    Constraints may compare: the numbers they compare were written by the same rounding.
    """
    for source in sources:
        constraints = [
            inner
            for node in ast.walk(source.tree)
            if isinstance(node, ast.Call) and _name(node.func).endswith("Constraint")
            for inner in ast.walk(node)
        ]
        for node in ast.walk(source.tree):
            if node in constraints:
                continue
            if (
                isinstance(node, ast.Call)
                and _name(node.func) in AGGREGATES
                and _names_decimal(node, decimals)
            ):
                yield source.at(node.lineno, f"{_name(node.func)} over a decimal")
            if isinstance(node, ast.keyword) and node.arg and _compares_decimal(node.arg, decimals):
                yield source.at(node.value.lineno, f"compares {node.arg} in SQL")
            if isinstance(node, ast.BinOp) and any(
                isinstance(side, ast.Call) and _name(side.func) == "F" and _names_decimal(side, decimals)
                for side in (node.left, node.right)
            ):
                yield source.at(node.lineno, "reckons with a decimal in SQL")


def saving_forms(sources: list[Source]) -> Iterator[str]:
    """Forms that save, write rows, or are not built on the base that cannot."""
    for source in sources:
        if "/forms/" not in source.path and not source.path.endswith("/forms.py"):
            continue
        base = source.path == "blocs/forms/base.py"
        for node in ast.walk(source.tree):
            if isinstance(node, ast.FunctionDef) and node.name == "save" and not base:
                yield source.at(node.lineno, "a form with save")
            if isinstance(node, ast.Call) and _name(node.func) in {
                "save",
                "create",
                "bulk_create",
                "delete",
                "update_or_create",
            }:
                yield source.at(node.lineno, f"a form that calls {_name(node.func)}")
            if isinstance(node, ast.ClassDef) and not base:
                for parent in node.bases:
                    if ast.unparse(parent) in {"forms.Form", "forms.ModelForm", "ModelForm"}:
                        yield source.at(node.lineno, f"{node.name} is not built on blocs.forms.base")


def other_clocks(sources: list[Source]) -> Iterator[str]:
    """Questions for the time that go past blocs/clock.py."""
    asked = {"timezone.now", "timezone.localdate", "timezone.localtime", "datetime.now", "datetime.today",
             "datetime.utcnow", "date.today", "time.time"}  # fmt: skip
    for source in sources:
        if source.path == "blocs/clock.py":
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Attribute) and ".".join(ast.unparse(node).split(".")[-2:]) in asked:
                yield source.at(node.lineno, f"asks {ast.unparse(node)} for the time")


def _lookups(condition: models.Q) -> object:
    """A condition as plain nested sets, so that order does not matter."""
    return (
        condition.connector,
        condition.negated,
        frozenset(
            _lookups(child) if isinstance(child, models.Q) else repr(child) for child in condition.children
        ),
    )


def _both_or_neither(pair: str) -> object:
    def both(empty: bool) -> models.Q:
        return models.Q(**{f"{pair}_at__isnull": empty, f"{pair}_by__isnull": empty})

    return _lookups(both(True) | both(False))


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _names_decimal(call: ast.Call, decimals: set[str]) -> bool:
    return any(
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.split("__")[-1] in decimals
        for argument in call.args
        for node in ast.walk(argument)
    )


def _compares_decimal(keyword: str, decimals: set[str]) -> bool:
    *path, look_up = keyword.split("__")
    return bool(path) and look_up in COMPARISONS and path[-1] in decimals
