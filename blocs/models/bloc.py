"""Blocs, their names and composition."""

from datetime import date

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField
from blocs.text import search_key, sort_key


class BlocKind(models.TextChoices):
    FUNCTIONAL = "functional", _("Bloc")
    TERRITORIAL = "territorial", _("Cluster")


class BlocQuerySet(models.QuerySet):
    """Questions about blocs."""

    def named(self, on: date) -> "BlocQuerySet":
        """Annotates `name`, `short_name` and `sort_key` as valid on a day (before the first name: the first)."""
        names = BlocName.objects.filter(bloc=OuterRef("pk"))
        then = names.filter(valid_from__lte=on).order_by("-valid_from")
        first = names.order_by("valid_from")
        return self.annotate(
            **{
                field: Coalesce(Subquery(then.values(field)[:1]), Subquery(first.values(field)[:1]))
                for field in ("name", "short_name", "sort_key")
            }
        )

    def visible_to(self, actor) -> "BlocQuerySet":
        """The city sees all; a member sees the blocs it belongs or belonged to; a secretariat its own."""
        if actor.is_city or actor.is_operator:
            return self.all()
        if actor.organization_id:
            return self.filter(memberships__organization=actor.organization_id).distinct()
        if actor.bloc_id:
            return self.filter(pk=actor.bloc_id)
        return self.none()


class Bloc(models.Model):
    """A group of organisations that compete: functional (khối) or territorial (cụm)."""

    code = models.CharField(_("code"), max_length=24, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=BlocKind, default=BlocKind.FUNCTIONAL)
    paper_symbol = NfcCharField(
        _("symbol on papers"), max_length=20, default="KTĐ", help_text=_("As in “Số: …/BC-KTĐ”.")
    )
    head_title = NfcCharField(_("title of the head"), max_length=40, default="Trưởng khối")
    deputy_title = NfcCharField(_("title of the deputy head"), max_length=40, default="Phó trưởng khối")
    secretariat_title = NfcCharField(_("title of the secretariat"), max_length=40, default="Tổ thư ký")
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    end_decision = NfcCharField(_("decision on the end"), max_length=200, blank=True)
    fictional = models.BooleanField(_("invented for the demonstration"), default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BlocQuerySet.as_manager()

    class Meta:
        verbose_name = _("bloc")
        verbose_name_plural = _("blocs")

    def __str__(self) -> str:
        return self.code


class BlocName(models.Model):
    """A name of a bloc from a day on; it ends where the next begins."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="names", verbose_name=_("bloc"))
    name = NfcCharField(_("full name"), max_length=300)
    short_name = NfcCharField(_("short name"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    decision = NfcCharField(_("decision"), max_length=200, blank=True)
    search_key = models.CharField(max_length=900, editable=False, db_index=True)
    sort_key = models.CharField(max_length=1200, editable=False, db_index=True)

    class Meta:
        verbose_name = _("name of a bloc")
        verbose_name_plural = _("names of blocs")
        ordering = ["bloc", "valid_from"]
        constraints = [
            models.UniqueConstraint(fields=["bloc", "valid_from"], name="one_name_per_bloc_and_day")
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = search_key(f"{self.name} {self.short_name}")
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class CompositionDecision(models.Model):
    """The decision that founds a bloc or sets its members. Number and date may be unknown; the source then says why."""

    bloc = models.ForeignKey(
        Bloc, models.PROTECT, related_name="composition_decisions", verbose_name=_("bloc")
    )
    number = NfcCharField(_("number"), max_length=60, blank=True)
    dated_on = models.DateField(_("date"), null=True, blank=True)
    issuer = NfcCharField(_("issuer"), max_length=200)
    source = NfcCharField(_("source"), max_length=300, blank=True)
    document = models.ForeignKey(
        "blocs.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )

    class Meta:
        verbose_name = _("decision on composition")
        verbose_name_plural = _("decisions on composition")

    def __str__(self) -> str:
        return f"{self.number or '…'} ({self.issuer})"


def end_of(year: str) -> Cast:
    """31 December of the year in a field of the outer query, as an expression.

    To compare days with days: the year of a day is worked out row by row, in Python where the database is SQLite.
    """
    return Cast(Concat(Cast(OuterRef(year), models.CharField()), Value("-12-31")), models.DateField())


def stayed(year: int, membership: str = "") -> Q:
    """Members that were still in their bloc on the last day of a year; `membership` is the path to the membership.

    One whose organisation ends within the year did not stay, also where it became a member after that was recorded.
    """
    last_day = date(year, 12, 31)
    left, ended = f"{membership}left_on", f"{membership}organization__dissolved_on"
    return (Q(**{f"{left}__isnull": True}) | Q(**{f"{left}__gte": last_day})) & (
        Q(**{f"{ended}__isnull": True}) | Q(**{f"{ended}__gte": last_day})
    )


class Membership(models.Model):
    """An organisation belongs to a bloc in a year; `order` is the founding decision's, and papers follow it."""

    bloc = models.ForeignKey(Bloc, models.PROTECT, related_name="memberships", verbose_name=_("bloc"))
    organization = models.ForeignKey(
        "blocs.Organization", models.PROTECT, related_name="memberships", verbose_name=_("organisation")
    )
    year = models.PositiveSmallIntegerField(_("year"))
    competes = models.BooleanField(_("competes"), default=True)
    order = models.PositiveSmallIntegerField(_("order"))
    joined_on = models.DateField(_("joined on"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True)
    decision = models.ForeignKey(
        CompositionDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="memberships",
        verbose_name=_("decision"),
    )
    leaving_decision = models.ForeignKey(
        CompositionDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="departures",
        verbose_name=_("decision on leaving"),
    )
    # Copied when the year was opened: undoing the opening takes back these rows and no others.
    copied = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        ordering = ["bloc", "year", "order", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["bloc", "organization", "year"], name="one_membership_per_bloc_and_year"
            ),
            models.UniqueConstraint(
                fields=["organization", "year"],
                condition=Q(competes=True),
                name="one_competing_membership_per_organization_and_year",
                violation_error_message=_("The organisation already competes in another bloc this year."),
            ),
            models.CheckConstraint(
                condition=Q(joined_on__isnull=True)
                | Q(left_on__isnull=True)
                | Q(left_on__gte=F("joined_on")),
                name="membership_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization} – {self.bloc} {self.year}"
