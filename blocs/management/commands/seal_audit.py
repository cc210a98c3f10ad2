"""Chains the records that have no seal yet: `manage.py seal_audit`, every minute where a timer runs."""

from django.core.management.base import BaseCommand

from blocs.audit import seal_events


class Command(BaseCommand):
    help = "Seals the records of acts into the chain and prints its head."

    def handle(self, **options) -> None:
        self.stdout.write(seal_events())
