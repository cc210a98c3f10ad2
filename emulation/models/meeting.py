"""Meetings, apart from the stages of a cycle: one meeting may close a year and open the next."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField


class MeetingKind(models.TextChoices):
    ASSESSMENT = "assessment", _("Assessment meeting")
    MIDYEAR_REVIEW = "midyear_review", _("Mid-year review")
    YEAR_END = "year_end", _("Year-end conference")
    OTHER = "other", _("Other meeting")


class Meeting(models.Model):
    """A meeting of a bloc's members on a day, at a place."""

    bloc = models.ForeignKey("blocs.Bloc", models.PROTECT, related_name="meetings", verbose_name=_("bloc"))
    kind = models.CharField(_("kind"), max_length=16, choices=MeetingKind)
    held_on = models.DateField(_("held on"))
    place = NfcCharField(_("place"), max_length=200, blank=True)
    source = NfcCharField(_("source"), max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["held_on", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on:%d/%m/%Y}"


class AgendaKind(models.TextChoices):
    AGREE_SCORES = "agree_scores", _("Agreeing the scores")
    CHOOSE = "choose", _("Choosing those to be proposed")
    SUM_UP = "sum_up", _("Summing up the year")
    SIGN_PLEDGE = "sign_pledge", _("Signing the pledge")
    PRESENT_AWARDS = "present_awards", _("Presenting the awards")


class AgendaItem(models.Model):
    """What a meeting deals with: always for one cycle, which may be of another year than the meeting."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="items", verbose_name=_("meeting"))
    cycle = models.ForeignKey(
        "emulation.Cycle", models.PROTECT, related_name="agenda_items", verbose_name=_("cycle")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=AgendaKind)
    order = models.PositiveSmallIntegerField(_("order"), default=1)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["meeting", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "cycle", "kind"], name="one_agenda_item_per_meeting_cycle_and_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.meeting}: {self.get_kind_display()}"


class Attendance(models.Model):
    """Whether an organisation was present at a meeting."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="attendances", verbose_name=_("meeting")
    )
    organization = models.ForeignKey(
        "blocs.Organization", models.PROTECT, related_name="+", verbose_name=_("organisation")
    )
    present = models.BooleanField(_("present"), default=True)

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendances")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "organization"], name="one_attendance_per_meeting")
        ]

    def __str__(self) -> str:
        return f"{self.organization} – {self.meeting}"
