"""The bodies of the city that papers name: dated, because they are renamed and merged."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField


class CityBodyKind(models.TextChoices):
    CITY = "city", _("The city")
    PEOPLE_COMMITTEE = "people_committee", _("People's Committee")
    COUNCIL = "council", _("Emulation and commendation council")
    STANDING_BODY = "standing_body", _("Standing body of the council")


class CityBody(models.Model):
    """A body's name from a day on; it ends where the next row of its kind begins."""

    kind = models.CharField(_("kind"), max_length=20, choices=CityBodyKind)
    name = NfcCharField(_("name"), max_length=200, help_text=_("In full, as in the text of a paper."))
    short_name = NfcCharField(_("short name"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    source = NfcCharField(_("source"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("body of the city")
        verbose_name_plural = _("bodies of the city")
        ordering = ["kind", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "valid_from"], name="one_body_name_per_kind_and_day")
        ]

    def __str__(self) -> str:
        return self.name
