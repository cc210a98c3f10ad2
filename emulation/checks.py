"""What this server lacks, said by `manage.py check` in plain words. The site starts all the same."""

from collections.abc import Sequence

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning

from emulation import pdf


def papers(app_configs: Sequence[AppConfig] | None, **kwargs: object) -> list[CheckMessage]:
    """Pango, HarfBuzz's subsetter and the fonts, without which papers are slow or cannot be made."""
    return [Warning(str(sentence), id="emulation.W001") for sentence in pdf.missing()]
