"""The calendar as data: windows in which an act is open, and extensions for one organisation."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs import clock
from blocs.fields import NfcCharField
from blocs.models.periods import both_or_neither


class Act(models.TextChoices):
    """What a window opens. The English words are those of the screen."""

    COMMENT = "comment", _("Comments on the drafts")
    PLEDGE = "pledge", pgettext_lazy("window", "Sign the pledge")
    REGISTRATION = "registration", _("Registration")
    MIDYEAR_REPORT = "midyear_report", _("Mid-year report")
    ANNUAL_REPORT = "annual_report", _("Year-end report of the member")
    SELF_SCORING = "self_scoring", _("Self-scoring")
    CROSS_CHECK = "cross_check", _("Checking and scoring")
    OBJECTION = "objection", _("Requests for re-examination")
    ASSESSMENT = "assessment", _("Assessment meeting")
    VOTING = "voting", _("Voting")
    NOMINATION = "nomination", _("Sending of dossiers")


class Window(models.Model):
    """From when to when an act is open: for the whole city in a year, or for one cycle, which then wins.

    Both days are included; `closes` ends at 23:59:59 local time, `grace_days` later counts as late.
    """

    year = models.ForeignKey(
        "emulation.EmulationYear",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="windows",
        verbose_name=_("year"),
    )
    cycle = models.ForeignKey(
        "emulation.Cycle",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="windows",
        verbose_name=_("cycle"),
    )
    act = models.CharField(_("act"), max_length=16, choices=Act)
    opens = models.DateField(_("opens"))
    closes = models.DateField(_("closes"))
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=0)
    change_reason = NfcCharField(_("reason of the last change"), max_length=300, blank=True)
    document = models.ForeignKey(
        "blocs.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("window")
        verbose_name_plural = _("windows")
        ordering = ["opens", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__isnull=False, cycle__isnull=True)
                | Q(year__isnull=True, cycle__isnull=False),
                name="window_is_of_a_year_or_of_a_cycle",
            ),
            models.CheckConstraint(condition=Q(closes__gte=F("opens")), name="window_closes_after_it_opens"),
            models.UniqueConstraint(fields=["year", "act"], name="one_window_per_year_and_act"),
            models.UniqueConstraint(fields=["cycle", "act"], name="one_window_per_cycle_and_act"),
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} {self.opens:%d/%m/%Y} – {self.closes:%d/%m/%Y}"

    @property
    def last_day(self) -> date:
        """The last day on which the act is accepted, grace included."""
        return self.closes + timedelta(days=self.grace_days)


class Extension(models.Model):
    """One organisation may act longer, for a stated reason."""

    window = models.ForeignKey(Window, models.PROTECT, related_name="extensions", verbose_name=_("window"))
    organization = models.ForeignKey(
        "blocs.Organization", models.PROTECT, related_name="extensions", verbose_name=_("organisation")
    )
    until = models.DateField(_("until"))
    reason = NfcCharField(_("reason"), max_length=300)
    document = models.ForeignKey(
        "blocs.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    granted_at = models.DateTimeField(_("granted at"), null=True, default=clock.now)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("extension")
        verbose_name_plural = _("extensions")
        constraints = [
            both_or_neither("extension_granted_at_and_by", "granted"),
            models.UniqueConstraint(
                fields=["window", "organization"], name="one_extension_per_window_and_organization"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.window} +{self.until:%d/%m/%Y}"
