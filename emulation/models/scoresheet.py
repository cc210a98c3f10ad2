"""Score sheets: one organisation, one cycle, a line per criterion."""

from functools import cached_property

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField, NfcTextField
from blocs.models.bloc import Membership, stayed
from blocs.models.periods import both_or_neither
from emulation.models.cycle import Cycle, head_of
from emulation.models.scoring_table import POINTS


class SheetState(models.TextChoices):
    """Where a sheet stands. "Locked" is not here: it follows from the cycle's gate."""

    IN_PROGRESS = "in_progress", _("In progress")
    WITH_LEADER = "with_leader", _("With the leader")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned")
    CHECKED = "checked", _("Checked")


# From which state to which, and nothing else.
TRANSITIONS: dict[str, set[str]] = {
    SheetState.IN_PROGRESS: {SheetState.WITH_LEADER, SheetState.SUBMITTED},
    SheetState.WITH_LEADER: {SheetState.IN_PROGRESS, SheetState.SUBMITTED},
    SheetState.SUBMITTED: {SheetState.RETURNED, SheetState.CHECKED},
    SheetState.RETURNED: {SheetState.WITH_LEADER, SheetState.SUBMITTED},
    SheetState.CHECKED: {SheetState.SUBMITTED},
}
# Where the member itself still writes.
OPEN_STATES = {SheetState.IN_PROGRESS, SheetState.WITH_LEADER, SheetState.RETURNED}
SENT_STATES = {SheetState.SUBMITTED, SheetState.CHECKED}


class ScoreSheetQuerySet(models.QuerySet):
    """Questions about score sheets."""

    def visible_to(self, actor) -> "ScoreSheetQuerySet":
        """A member sees its own; the head's leader, the secretariat and city staff those of their cycles;
        everybody in the bloc sees all once the scores are locked."""
        if actor.is_city_staff:
            return self
        if actor.bloc_id:
            return self.filter(cycle__bloc=actor.bloc_id)
        if actor.organization_id:
            cycles = Cycle.objects.open_to(actor)
            to_read = Q(locked_at__isnull=False)
            if actor.is_leader:
                cycles = cycles.annotate(head_id=head_of())
                to_read |= Q(head_id=actor.organization_id)
            return self.filter(
                Q(organization=actor.organization_id) | Q(cycle__in=cycles.filter(to_read).values("pk"))
            )
        return self.none()


class ScoreSheet(models.Model):
    """A unit's self-scoring of a year, checked and agreed by the bloc.

    Totals are stored at every save of a line by the one function that adds points
    (`emulation.scoring`); `check_data` recomputes them.
    """

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="sheets", verbose_name=_("cycle"))
    organization = models.ForeignKey(
        "blocs.Organization", models.PROTECT, related_name="sheets", verbose_name=_("organisation")
    )
    table_version = models.ForeignKey(
        "emulation.ScoringTableVersion",
        models.PROTECT,
        related_name="sheets",
        verbose_name=_("scoring table"),
    )
    state = models.CharField(_("state"), max_length=12, choices=SheetState, default=SheetState.IN_PROGRESS)
    self_total = models.DecimalField(_("self-scored total"), **POINTS, default=0)
    total = models.DecimalField(_("total that counts"), **POINTS, default=0)
    base = models.DecimalField(_("points of the scale"), **POINTS, default=0)
    bonus = models.DecimalField(_("bonus"), **POINTS, default=0)
    deduction = models.DecimalField(_("deduction"), **POINTS, default=0)
    answered = models.PositiveSmallIntegerField(_("criteria answered"), default=0)
    paper_dated_on = models.DateField(
        _("entered from the paper of"),
        null=True,
        blank=True,
        help_text=_("Set when the secretariat enters for the unit."),
    )
    paper_scan = models.ForeignKey(
        "blocs.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("scan of the paper"),
    )
    presented_at = models.DateTimeField(_("given to the leader at"), null=True, blank=True)
    presented_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    late_days = models.PositiveSmallIntegerField(_("days late when sent"), default=0)
    returned_at = models.DateTimeField(_("returned at"), null=True, blank=True)
    returned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    return_reason = NfcTextField(_("what is to be added"), blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    disqualified_for = models.ForeignKey(
        "emulation.DisqualificationGround",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("not considered for awards because"),
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ScoreSheetQuerySet.as_manager()

    class Meta:
        verbose_name = _("score sheet")
        verbose_name_plural = _("score sheets")
        ordering = ["cycle", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "organization"], name="one_sheet_per_cycle_and_organization"
            ),
            both_or_neither("score_sheet_presented_at_and_by", "presented"),
            both_or_neither("score_sheet_submitted_at_and_by", "submitted"),
            both_or_neither("score_sheet_returned_at_and_by", "returned"),
            both_or_neither("score_sheet_checked_at_and_by", "checked"),
            models.CheckConstraint(
                condition=~Q(state__in=[SheetState.SUBMITTED, SheetState.CHECKED])
                | Q(submitted_at__isnull=False),
                name="a_sent_sheet_has_a_sender",
            ),
            models.CheckConstraint(
                condition=~Q(state=SheetState.CHECKED) | Q(checked_at__isnull=False),
                name="a_checked_sheet_has_a_checker",
            ),
            models.CheckConstraint(
                condition=~Q(state=SheetState.RETURNED) | ~Q(return_reason=""),
                name="a_returned_sheet_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} {self.cycle}"

    @property
    def is_sent(self) -> bool:
        return self.state in SENT_STATES

    @cached_property
    def is_out(self) -> bool:
        """Whether its unit has left the bloc within the year, or competes no more. One query."""
        its = Membership.objects.filter(organization=self.organization_id, competes=True)
        cycle = self.cycle
        return not its.filter(stayed(cycle.year_id), bloc=cycle.bloc_id, year=cycle.year_id).exists()


class ScoreLine(models.Model):
    """One criterion of one sheet. Standings use agreed, else reviewed, else self points; empty is not zero."""

    sheet = models.ForeignKey(ScoreSheet, models.PROTECT, related_name="lines", verbose_name=_("score sheet"))
    criterion = models.ForeignKey(
        "emulation.Criterion", models.PROTECT, related_name="lines", verbose_name=_("criterion")
    )
    planned = models.DecimalField(_("planned"), max_digits=14, decimal_places=2, null=True, blank=True)
    actual = models.DecimalField(_("actual"), max_digits=14, decimal_places=2, null=True, blank=True)
    result_text = NfcTextField(_("what was done"), blank=True)
    self_points = models.DecimalField(_("self"), **POINTS, null=True, blank=True)
    reviewed_points = models.DecimalField(_("bloc"), **POINTS, null=True, blank=True)
    review_reason = NfcCharField(_("reason of the bloc"), max_length=500, blank=True)
    reviewed_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_points = models.DecimalField(_("agreed"), **POINTS, null=True, blank=True)
    agreed_under = models.ForeignKey(
        "emulation.AgendaItem",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="agreed_lines",
        verbose_name=_("agreed under"),
    )
    disputed_at = models.DateTimeField(_("re-examination asked at"), null=True, blank=True)
    disputed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    dispute_reason = NfcCharField(_("reason of the unit"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("line of a score sheet")
        verbose_name_plural = _("lines of score sheets")
        ordering = ["sheet", "criterion__group__order", "criterion__order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sheet", "criterion"], name="one_line_per_sheet_and_criterion"),
            both_or_neither("score_line_reviewed_at_and_by", "reviewed"),
            both_or_neither("score_line_disputed_at_and_by", "disputed"),
            models.CheckConstraint(
                condition=Q(reviewed_points__isnull=True) | Q(reviewed_at__isnull=False),
                name="reviewed_points_have_a_reviewer",
            ),
            models.CheckConstraint(
                condition=Q(agreed_points__isnull=True) | Q(agreed_under__isnull=False),
                name="points_are_agreed_under_an_agenda_item",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_points__isnull=True)
                | Q(self_points__isnull=False, reviewed_points=F("self_points"))
                | ~Q(review_reason=""),
                name="other_points_of_the_bloc_have_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sheet} {self.criterion}"
