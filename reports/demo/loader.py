"""Loads the whole demonstration: reference data, people, the real bloc, the invented bloc."""

from blocs import clock
from blocs.actor import resolve_actor
from blocs.audit import seal_events
from emulation.actions.table import publish_table
from reports.demo.invented import load_invented_bloc
from reports.demo.moments import local
from reports.demo.people import Accounts, load_city_people
from reports.demo.real import load_real_bloc
from reports.demo.reference import load_reference, load_table
from reports.demo.register import load_register
from reports.demo.report import load_report_texts

__all__ = ["load_demo"]


def load_demo() -> None:
    """Everything, in the caller's transaction, with the application's own actions."""
    load_reference()
    accounts = Accounts()
    city = load_city_people(accounts)
    table = load_table()
    with clock.standing_at(local(2020, 2, 20, 9, 0)):
        table = publish_table(table, actor=resolve_actor(city["quan-tri"]))
    load_report_texts(load_real_bloc(table, city, accounts))
    load_register(city, load_invented_bloc(table, city, accounts))
    seal_events()
