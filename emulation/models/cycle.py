"""The emulation year of the city, and the cycle: one bloc in one year."""

from datetime import date
from functools import cached_property
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs import clock
from blocs.fields import NfcCharField
from blocs.models import Office
from blocs.models.office import OfficeRole
from blocs.models.periods import both_or_neither

GATES = ["locked", "submitted", "decided", "closed"]


class EmulationYear(models.Model):
    """A year for the whole city: its theme, and what its papers cite beside the dated legal bases."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    theme = NfcCharField(_("theme of the city"), max_length=300, blank=True)
    guidance = NfcCharField(
        _("guidance of the standing body"),
        max_length=300,
        blank=True,
        help_text=_("Number and date, as papers cite it."),
    )
    source = NfcCharField(_("source"), max_length=300, blank=True)
    copied_from = models.PositiveSmallIntegerField(_("copied from"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("emulation year")
        verbose_name_plural = _("emulation years")
        # Ascending, so that `-year` on a cycle means the newest first.
        ordering = ["year"]

    def __str__(self) -> str:
        return str(self.year)


def holder(role: str, *, cycle: str = "") -> Subquery:
    """The organisation that holds an office of a cycle, as an expression; `cycle` is the path to the cycle.

    The last to have taken it holds it, also after its term: an office of a year serves until the cycle closes.
    """
    offices = Office.objects.filter(bloc=OuterRef(f"{cycle}bloc"), year=OuterRef(f"{cycle}year"), role=role)
    return Subquery(offices.order_by("-since", "-pk").values("organization")[:1])


def head_of(cycle: str = "") -> Subquery:
    """The head of a cycle, as an expression; until one is recorded, last year's."""
    year = OuterRef(f"{cycle}year")
    offices = Office.objects.filter(
        bloc=OuterRef(f"{cycle}bloc"), year__lte=year, year__gte=year - 1, role=OfficeRole.HEAD
    )
    return Subquery(offices.order_by("-year", "-since", "-pk").values("organization")[:1])


class CycleQuerySet(models.QuerySet[Any]):
    """Questions about cycles."""

    def with_offices(self) -> "CycleQuerySet":
        """Annotates `head_id` and `deputy_id`: the organisations that hold the bloc's offices of that year.

        Until a head is recorded, last year's prepares the year (`head_is_last_years`).
        """
        return self.annotate(
            own_head_id=holder(OfficeRole.HEAD),
            head_id=head_of(),
            deputy_id=holder(OfficeRole.DEPUTY),
        )

    def visible_to(self, actor) -> "CycleQuerySet":
        """City staff and operators see all cycles; a member those of its years; a secretariat its bloc's.

        A council member sees none: standings name every unit, also one he may not judge.
        """
        return self.open_to(actor).with_offices()

    def open_to(self, actor) -> "CycleQuerySet":
        """The same cycles without their offices: for what asks about cycles alone, and inside of other questions."""
        if actor.is_city_staff or actor.is_operator:
            return self.all()
        if actor.organization_id:
            return self.filter(
                bloc__memberships__organization=actor.organization_id,
                bloc__memberships__year=models.F("year"),
            )
        if actor.bloc_id:
            return self.filter(bloc=actor.bloc_id)
        return self.none()

    def headed_by(self, organization_id: int) -> "CycleQuerySet":
        """Those that an organisation heads."""
        return self.annotate(head_id=head_of()).filter(head_id=organization_id)


class Cycle(models.Model):
    """One bloc in one year. What may be done follows from windows and from four gates, not from a state."""

    bloc = models.ForeignKey("blocs.Bloc", models.PROTECT, related_name="cycles", verbose_name=_("bloc"))
    year = models.ForeignKey(EmulationYear, models.PROTECT, related_name="cycles", verbose_name=_("year"))
    table_version = models.ForeignKey(
        "emulation.ScoringTableVersion",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="cycles",
        verbose_name=_("scoring table"),
    )
    locked_at = models.DateTimeField(_("scores locked at"), null=True, blank=True)
    locked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(_("nominations sent at"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CycleQuerySet.as_manager()

    class Meta:
        verbose_name = _("cycle")
        verbose_name_plural = _("cycles")
        ordering = ["-year", "bloc"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "year"], name="one_cycle_per_bloc_and_year"),
            *(both_or_neither(f"cycle_{gate}_at_and_by", gate) for gate in GATES),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True) | Q(locked_at__isnull=False),
                name="cycle_is_locked_before_decided",
            ),
            models.CheckConstraint(
                condition=Q(submitted_at__isnull=True) | Q(locked_at__isnull=False),
                name="cycle_is_locked_before_submitted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bloc} {self.year_id}"

    @cached_property
    def own_head_id(self) -> int | None:
        """The organisation recorded as head of the bloc for this year (annotated by `with_offices`)."""
        return self._holder(OfficeRole.HEAD, self.year_id)

    @cached_property
    def head_id(self) -> int | None:
        """The organisation that heads the bloc this year, else last year's (annotated by `with_offices`)."""
        return self.own_head_id or self._holder(OfficeRole.HEAD, self.year_id - 1)

    @property
    def head_is_last_years(self) -> bool:
        """Whether last year's head prepares this year because no other is recorded yet."""
        return self.own_head_id is None and self.head_id is not None

    @cached_property
    def deputy_id(self) -> int | None:
        """The organisation that is deputy head this year (annotated by `with_offices`)."""
        return self._holder(OfficeRole.DEPUTY, self.year_id)

    def _holder(self, role: str, year: int) -> int | None:
        offices = Office.objects.filter(bloc=self.bloc_id, year=year, role=role)
        return offices.order_by("-since", "-pk").values_list("organization", flat=True).first()

    @property
    def names_on(self) -> date:
        """The day whose names the pages of this cycle show: today, but not after the year's end."""
        return min(clock.today(), date(self.year_id, 12, 31))

    @property
    def is_locked(self) -> bool:
        return self.locked_at is not None

    @property
    def is_submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_decided(self) -> bool:
        return self.decided_at is not None

    @property
    def is_closed(self) -> bool:
        return self.closed_at is not None


class Gate(models.TextChoices):
    LOCKED = "locked", pgettext_lazy("gate", "Scores locked")
    SUBMITTED = "submitted", pgettext_lazy("gate", "Nominations sent")
    DECIDED = "decided", pgettext_lazy("gate", "Decided")
    CLOSED = "closed", pgettext_lazy("gate", "Year closed")


class GateReopening(models.Model):
    """A gate was opened again, by whom and why: every later paper says so."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="reopenings", verbose_name=_("cycle"))
    gate = models.CharField(_("gate"), max_length=10, choices=Gate)
    reason = NfcCharField(_("reason"), max_length=500)
    reopened_at = models.DateTimeField(_("reopened at"), default=clock.now)
    reopened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("reopening of a gate")
        verbose_name_plural = _("reopenings of gates")
        ordering = ["pk"]
        constraints = [both_or_neither("gate_reopening_at_and_by", "reopened")]

    def __str__(self) -> str:
        return f"{self.cycle}: {self.get_gate_display()}"
