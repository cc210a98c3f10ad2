"""Loads the demonstration data, once."""

from django.conf import settings
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from blocs.models import Bloc
from reports.demo.loader import load_demo
from reports.demo.units import REAL_BLOC


class Command(BaseCommand):
    help = "Loads the demonstration data; a second time it changes nothing."

    def handle(self, *args: str, verbosity: int, **options: object) -> None:
        if not settings.DEMO:
            raise CommandError(
                "Đây không phải bản minh họa (DEMO=1), nên không nạp dữ liệu và tài khoản có mật khẩu công khai. / "
                "This site is no demo (DEMO=1): accounts with a published password are not loaded."
            )
        if Bloc.objects.filter(code=REAL_BLOC["code"]).exists():
            message = "Dữ liệu minh họa đã có, không thay đổi gì. / The demonstration data are there already."
        else:
            with transaction.atomic():
                load_demo()
            message = "Đã nạp dữ liệu minh họa. / The demonstration data are loaded."
        if verbosity:
            self.stdout.write(message)
