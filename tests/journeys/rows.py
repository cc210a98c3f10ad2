"""Everything the site has stored, to compare what a refused act left behind with what was there before."""

from django.apps import apps

OURS = ("blocs", "emulation", "awards", "reports")

Rows = dict[str, list[tuple]]


def all_rows() -> Rows:
    """Every row of every table of ours with all its values."""
    return {
        model._meta.label: list(model._base_manager.order_by("pk").values_list())
        for label in OURS
        for model in apps.get_app_config(label).get_models()
    }


def changed(before: Rows, after: Rows) -> dict[str, int]:
    """Tables whose rows differ, with how many rows are more."""
    return {table: len(after[table]) - len(rows) for table, rows in before.items() if rows != after[table]}
