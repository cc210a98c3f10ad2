"""The first operator of a site: `manage.py appoint_operator quan-tri@example.org --name "Quản trị hệ thống"`."""

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from blocs.actions.accounts import OPERATOR_NAME, appoint_operator
from blocs.errors import Refused


class Command(BaseCommand):
    help = "Makes the owner of an e-mail address an operator; creates the account where there is none."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address with which the operator logs in")
        parser.add_argument("--name", default="", help=f"how the person is called (default: {OPERATOR_NAME})")

    def handle(self, email: str, name: str, **options) -> None:
        try:
            operator = appoint_operator(email, name)
        except Refused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"{operator.user.email} is an operator from today.")
        if operator.password:
            self.stdout.write(
                f"Password, shown only now, to be changed after the first login: {operator.password}"
            )
