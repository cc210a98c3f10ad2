"""Honours received, from us or from outside."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs import clock
from blocs.fields import NfcCharField


class HonourQuerySet(models.QuerySet):
    """Questions about honours."""

    def standing(self) -> "HonourQuerySet":
        """Those not revoked."""
        return self.filter(revoked_on__isnull=True)


class Honour(models.Model):
    """What an organisation or a person has received for a year. A number may be unknown; the source is not."""

    organization = models.ForeignKey(
        "blocs.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="honours",
        verbose_name=_("organisation"),
    )
    person = models.ForeignKey(
        "blocs.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="honours",
        verbose_name=_("person"),
    )
    commendation = models.ForeignKey(
        "emulation.Commendation", models.PROTECT, related_name="honours", verbose_name=_("commendation")
    )
    for_year = models.PositiveSmallIntegerField(_("for the year"))
    name_then = NfcCharField(_("name then"), max_length=300)
    reason = NfcCharField(_("for"), max_length=300, blank=True)
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    authority = NfcCharField(_("decided by"), max_length=200)
    number = NfcCharField(_("number of the decision"), max_length=60, blank=True)
    source = NfcCharField(_("source"), max_length=300)
    revoked_on = models.DateField(_("revoked on"), null=True, blank=True)
    recorded_time = models.DateTimeField(_("recorded at"), default=clock.now, editable=False)

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = _("honour")
        verbose_name_plural = _("honours")
        ordering = ["-for_year", "-commendation__level", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(organization__isnull=False, person__isnull=True)
                | Q(organization__isnull=True, person__isnull=False),
                name="an_honour_is_of_an_organization_or_of_a_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name_then}: {self.commendation} {self.for_year}"
