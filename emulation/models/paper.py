"""Papers issued, and the words a person adds to a report."""

import secrets

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs import clock
from blocs.fields import NfcCharField, NfcTextField
from blocs.models.periods import both_or_neither


def verification_code() -> str:
    """Fourteen characters without look-alikes, 68 bits: not to be guessed."""
    return "".join(secrets.choice("23456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _position in range(14))


class PaperKind(models.TextChoices):
    PLEDGE = "pledge", _("Pledge")
    YEAR_END_REPORT = "year_end_report", _("Year-end report")


class PaperState(models.TextChoices):
    VALID = "valid", pgettext_lazy("paper", "Valid")
    REPLACED = "replaced", pgettext_lazy("paper", "Replaced")


class IssuedPaperQuerySet(models.QuerySet):
    """Questions about issued papers."""

    def visible_to(self, actor) -> "IssuedPaperQuerySet":
        """Whoever sees the cycle sees its papers."""
        cycles = self.model._meta.get_field("cycle").related_model.objects.open_to(actor)
        return self.filter(cycle__in=cycles.values("pk"))


class IssuedPaper(models.Model):
    """An official paper, kept with its hash and printed again byte for byte."""

    kind = models.CharField(_("kind"), max_length=20, choices=PaperKind)
    cycle = models.ForeignKey(
        "emulation.Cycle", models.PROTECT, related_name="papers", verbose_name=_("cycle")
    )
    number = NfcCharField(_("number"), max_length=60, blank=True)
    dated_on = models.DateField(_("dated"))
    file = models.ForeignKey("blocs.StoredFile", models.PROTECT, related_name="+", verbose_name=_("file"))
    content_key = models.CharField(_("key of the contents"), max_length=64, editable=False)
    verification_code = models.CharField(
        _("verification code"), max_length=20, unique=True, default=verification_code, editable=False
    )
    state = models.CharField(_("state"), max_length=10, choices=PaperState, default=PaperState.VALID)
    issued_at = models.DateTimeField(_("issued at"), default=clock.now)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = IssuedPaperQuerySet.as_manager()

    class Meta:
        verbose_name = _("issued paper")
        verbose_name_plural = _("issued papers")
        ordering = ["-issued_at", "-pk"]
        constraints = [both_or_neither("issued_paper_issued_at_and_by", "issued")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.cycle}"


class ReportSection(models.TextChoices):
    """The parts of a year-end report that a person writes (the program offers a first sentence)."""

    ADVANTAGES = "advantages", _("Advantages")
    DIFFICULTIES = "difficulties", _("Difficulties")
    MODELS = "models", _("Models and examples found")
    STRENGTHS = "strengths", _("Strengths")
    WEAKNESSES = "weaknesses", _("Weaknesses")
    CAUSES = "causes", _("Causes")
    LESSONS = "lessons", _("Lessons learnt")
    DIRECTION = "direction", _("Direction for the next year")
    SOLUTIONS = "solutions", _("Solutions")
    PROPOSALS = "proposals", _("Proposals")


class ReportText(models.Model):
    """What a person wrote for one part of a cycle's year-end report."""

    cycle = models.ForeignKey(
        "emulation.Cycle", models.PROTECT, related_name="report_texts", verbose_name=_("cycle")
    )
    section = models.CharField(_("part"), max_length=16, choices=ReportSection)
    text = NfcTextField(_("text"))
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("text of a report")
        verbose_name_plural = _("texts of reports")
        constraints = [
            models.UniqueConstraint(fields=["cycle", "section"], name="one_report_text_per_section")
        ]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.get_section_display()}"
