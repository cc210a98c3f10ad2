"""What every dated row has in common: a first day, perhaps a last day."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class PeriodQuerySet(models.QuerySet):
    """Rows that hold from `since` to `until`, both days included."""

    def on(self, day: date) -> "PeriodQuerySet":
        """The rows in force on a day."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day)


class Period(models.Model):
    """A row in force from a day to a day; an empty `until` means until further notice."""

    since = models.DateField(_("since"))
    until = models.DateField(_("until"), null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether the row is in force on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    """The constraint every period carries."""
    return models.CheckConstraint(
        condition=Q(until__isnull=True) | Q(until__gte=F("since")),
        name=name,
        violation_error_message=_("The last day lies before the first day."),
    )


def both_or_neither(name: str, pair: str) -> models.CheckConstraint:
    """`<pair>_at` and `<pair>_by` are both set or both empty: no act without its person."""
    return models.CheckConstraint(
        condition=Q(**{f"{pair}_at__isnull": True, f"{pair}_by__isnull": True})
        | Q(**{f"{pair}_at__isnull": False, f"{pair}_by__isnull": False}),
        name=name,
    )
