"""Scoring tables: published versions of groups and criteria, bands, tie-breaks, grounds."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField
from blocs.models.periods import both_or_neither

POINTS = {"max_digits": 7, "decimal_places": 2}


class ScoringTable(models.Model):
    """A table of criteria, of one bloc or (no bloc) offered to all."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    name = NfcCharField(_("name"), max_length=300)
    bloc = models.ForeignKey(
        "blocs.Bloc",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="scoring_tables",
        verbose_name=_("bloc"),
    )

    class Meta:
        verbose_name = _("scoring table")
        verbose_name_plural = _("scoring tables")

    def __str__(self) -> str:
        return self.name


class ScoringTableVersion(models.Model):
    """A version: editable until published, then immutable with the hash of its canonical text."""

    table = models.ForeignKey(
        ScoringTable, models.PROTECT, related_name="versions", verbose_name=_("scoring table")
    )
    number = models.PositiveSmallIntegerField(_("version"))
    dated_on = models.DateField(_("dated"))
    scale = models.DecimalField(_("scale"), **POINTS, default=100)
    decimals = models.PositiveSmallIntegerField(_("decimals of a point"), default=2)
    bonus_ceiling = models.DecimalField(_("ceiling of the bonus"), **POINTS, default=10)
    canonical = models.TextField(editable=False, blank=True)
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("version of a scoring table")
        verbose_name_plural = _("versions of scoring tables")
        ordering = ["table", "number"]
        constraints = [
            models.UniqueConstraint(fields=["table", "number"], name="one_table_version_per_number"),
            both_or_neither("table_version_published_at_and_by", "published"),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True, sha256="")
                | (Q(published_at__isnull=False) & ~Q(sha256="")),
                name="published_table_is_hashed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.table} ({self.number})"


class GroupKind(models.TextChoices):
    BASE = "base", _("points of the scale")
    BONUS = "bonus", _("Bonus")
    DEDUCTION = "deduction", _("Deduction")


class CriterionGroup(models.Model):
    """A part of the table: points of the scale, bonus points, or deductions."""

    version = models.ForeignKey(
        ScoringTableVersion, models.CASCADE, related_name="groups", verbose_name=_("version")
    )
    code = models.CharField(_("code"), max_length=8)
    name = NfcCharField(_("name"), max_length=300)
    kind = models.CharField(_("kind"), max_length=10, choices=GroupKind, default=GroupKind.BASE)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("group of criteria")
        verbose_name_plural = _("groups of criteria")
        ordering = ["version", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_group_per_code")]

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class Criterion(models.Model):
    """What is scored. A criterion with children is a heading; points are given to the leaves."""

    group = models.ForeignKey(
        CriterionGroup, models.CASCADE, related_name="criteria", verbose_name=_("group")
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    code = models.CharField(_("code"), max_length=12)
    name = NfcCharField(_("name"), max_length=400)
    max_points = models.DecimalField(_("maximum"), **POINTS)
    evidence_hint = NfcCharField(_("evidence asked for"), max_length=300, blank=True)
    measure_unit = NfcCharField(
        _("unit of measure"),
        max_length=60,
        blank=True,
        help_text=_("Where planned and actual figures are asked for."),
    )
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["group__order", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["group", "code"], name="one_criterion_per_code"),
            models.CheckConstraint(condition=Q(max_points__gte=0), name="criterion_maximum_is_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class RuleKind(models.TextChoices):
    MANUAL = "manual", _("points by judgement")


class CriterionRule(models.Model):
    """How a criterion's points arise; rows are applied in order. Parameters are typed columns."""

    criterion = models.ForeignKey(
        Criterion, models.CASCADE, related_name="rules", verbose_name=_("criterion")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=1)
    kind = models.CharField(_("kind"), max_length=12, choices=RuleKind, default=RuleKind.MANUAL)
    step = models.DecimalField(_("step"), **POINTS, default="0.5")

    class Meta:
        verbose_name = _("rule of a criterion")
        verbose_name_plural = _("rules of criteria")
        ordering = ["criterion", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["criterion", "order"], name="one_rule_per_place"),
            models.CheckConstraint(condition=Q(step__gt=0), name="rule_step_is_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.get_kind_display()}"


class Band(models.Model):
    """A class from a number of points on, both ends as the table says (xếp loại)."""

    version = models.ForeignKey(
        ScoringTableVersion, models.CASCADE, related_name="bands", verbose_name=_("version")
    )
    label = NfcCharField(_("class"), max_length=60)
    minimum = models.DecimalField(_("from"), **POINTS)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("class")
        verbose_name_plural = _("classes")
        ordering = ["version", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "minimum"], name="one_band_per_minimum")]

    def __str__(self) -> str:
        return self.label


class TieBreakKey(models.TextChoices):
    GROUP = "group", _("points of a group")
    FEWER_DEDUCTIONS = "fewer_deductions", _("fewer deductions")
    BONUS = "bonus", _("bonus points")


class TieBreak(models.Model):
    """A link of the chain that separates equal totals; what stays equal shares the place."""

    version = models.ForeignKey(
        ScoringTableVersion, models.CASCADE, related_name="tie_breaks", verbose_name=_("version")
    )
    order = models.PositiveSmallIntegerField(_("order"))
    key = models.CharField(_("by"), max_length=20, choices=TieBreakKey)
    group_code = models.CharField(_("group"), max_length=8, blank=True)

    class Meta:
        verbose_name = _("tie-break")
        verbose_name_plural = _("tie-breaks")
        ordering = ["version", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "order"], name="one_tie_break_per_place"),
            models.CheckConstraint(
                condition=(Q(key=TieBreakKey.GROUP) & ~Q(group_code=""))
                | (~Q(key=TieBreakKey.GROUP) & Q(group_code="")),
                name="only_a_tie_break_by_group_names_one",
            ),
        ]

    def __str__(self) -> str:
        return self.get_key_display()


class DisqualificationGround(models.Model):
    """Why a unit is not considered for awards in the year (trường hợp không xét khen thưởng)."""

    version = models.ForeignKey(
        ScoringTableVersion,
        models.CASCADE,
        related_name="disqualification_grounds",
        verbose_name=_("version"),
    )
    code = models.CharField(_("code"), max_length=12)
    text = NfcCharField(_("text"), max_length=300)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("ground for not being considered")
        verbose_name_plural = _("grounds for not being considered")
        ordering = ["version", "order", "pk"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_ground_per_code")]

    def __str__(self) -> str:
        return self.text
