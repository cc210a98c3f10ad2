"""The catalogue of emulation titles and forms of commendation."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs.fields import NfcCharField


class CommendationKind(models.TextChoices):
    """The law keeps emulation titles and forms of commendation apart."""

    TITLE = "title", _("Emulation title")
    FORM = "form", _("Form of commendation")


class CommendationSign(models.TextChoices):
    FLAG = "flag", _("Flag")
    MERIT = "merit", _("Certificate of merit")
    OTHER = "other", pgettext_lazy("kind of honour", "Other honour")


class Subject(models.TextChoices):
    COLLECTIVE = "collective", _("collective")
    INDIVIDUAL = "individual", _("individual")


class Commendation(models.Model):
    """A kind of award as the law names it; `name` is printed on papers."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = NfcCharField(_("name"), max_length=200)
    short_name = NfcCharField(_("short name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=8, choices=CommendationKind)
    sign = models.CharField(_("sign"), max_length=8, choices=CommendationSign, default=CommendationSign.OTHER)
    subject = models.CharField(_("for"), max_length=12, choices=Subject, default=Subject.COLLECTIVE)
    level = models.PositiveSmallIntegerField(
        _("level"), help_text=_("The higher the number, the higher the honour.")
    )
    authority = NfcCharField(_("who decides"), max_length=200)
    legal_source = NfcCharField(_("legal source"), max_length=200, blank=True)
    through_bloc = models.BooleanField(_("nominated through a bloc"), default=False)

    class Meta:
        verbose_name = _("commendation")
        verbose_name_plural = _("commendations")
        ordering = ["-level", "code"]

    def __str__(self) -> str:
        return self.name
