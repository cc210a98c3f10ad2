"""The rotating offices of a bloc: held by organisations, for one year."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField
from blocs.models.periods import Period, ends_after_it_begins


class OfficeRole(models.TextChoices):
    HEAD = "head", _("Head of the bloc")
    DEPUTY = "deputy", _("Deputy head")


class Office(Period):
    """An organisation heads a bloc for a year. The office gives rights over that year's objects until the
    cycle is closed, whatever today's date: year N is scored and nominated in the first months of N+1."""

    bloc = models.ForeignKey("blocs.Bloc", models.PROTECT, related_name="offices", verbose_name=_("bloc"))
    organization = models.ForeignKey(
        "blocs.Organization", models.PROTECT, related_name="offices", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    role = models.CharField(_("office"), max_length=8, choices=OfficeRole)
    basis = NfcCharField(
        _("basis"),
        max_length=200,
        blank=True,
        help_text=_("The minutes of the election or the decision, with its date."),
    )

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")
        constraints = [
            ends_after_it_begins("office_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["bloc", "year"],
                condition=Q(role=OfficeRole.HEAD, until__isnull=True),
                name="one_open_head_per_bloc_and_year",
                violation_error_message=_("The bloc already has a head this year."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_role_display()} {self.year}"
