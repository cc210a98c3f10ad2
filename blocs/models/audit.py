"""What was done, by whom, in what capacity, to what. Append-only."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs import clock
from blocs.models.appointment import Role

# Acts whose contents are a member's own word before the council: nobody reads them here but through its own rows.
COUNCIL_ACTS = ("nomination.give_opinion",)
# How records call a dossier.
DOSSIER = "awards.nomination"


class AuditEventQuerySet(models.QuerySet):
    """Questions about records."""

    def without_council(self) -> "AuditEventQuerySet":
        """Without what members of the council wrote."""
        return self.exclude(act__in=COUNCIL_ACTS)

    def without_own_conflicts(self, actor) -> "AuditEventQuerySet":
        """Of units an actor is tied to without the council's word, and without the dossier for a member of it."""
        tied = {"organization__in": actor.conflict_organization_ids}
        if not actor.conflict_organization_ids:
            return self
        if any(capacity.role == Role.BOARD for capacity in actor.capacities):
            return self.exclude(object_type=DOSSIER, **tied)
        return self.exclude(act__in=COUNCIL_ACTS, **tied)


class AuditEvent(models.Model):
    """One act. Written by `blocs.audit.record` in the act's own transaction; sealed later into a chain.

    The chain holds `digest`, a salted hash of the contents, so personal data can be erased
    without breaking it.
    """

    time = models.DateTimeField(_("time"), default=clock.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    person = models.ForeignKey(
        "blocs.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("person"),
    )
    capacity = models.CharField(_("capacity"), max_length=16)
    capacity_label = models.CharField(_("capacity in words"), max_length=400, blank=True)
    on_behalf_of = models.ForeignKey(
        "blocs.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on behalf of"),
    )
    act = models.CharField(_("act"), max_length=60)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.BigIntegerField(_("object"), null=True, blank=True)
    object_label = models.CharField(_("object in words"), max_length=400, blank=True)
    old = models.JSONField(_("before"), default=dict, blank=True)
    new = models.JSONField(_("after"), default=dict, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    bloc = models.ForeignKey(
        "blocs.Bloc",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("bloc"),
    )
    organization = models.ForeignKey(
        "blocs.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        db_index=False,
        verbose_name=_("organisation"),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    salt = models.CharField(max_length=32, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    seal_number = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)
    sealed_time = models.DateTimeField(_("sealed at"), null=True, blank=True, editable=False)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-pk"]
        # Records are read newest first, narrowed by one of these: each index has the time last, so that a page
        # is the end of a stretch of it, whatever the number of records.
        indexes = [
            models.Index(fields=["time", "id"], name="audit_by_time"),
            models.Index(fields=["person", "time", "id"], name="audit_by_person"),
            models.Index(fields=["act", "time", "id"], name="audit_by_act"),
            models.Index(fields=["bloc", "time", "id"], name="audit_by_bloc"),
            models.Index(fields=["organization", "time", "id"], name="audit_by_organization"),
            models.Index(fields=["year", "time", "id"], name="audit_by_year"),
            models.Index(fields=["object_type", "time", "id"], name="audit_by_kind"),
            models.Index(fields=["object_type", "object_id"], name="audit_by_object"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(seal="", seal_number__isnull=True) | (~Q(seal="") & Q(seal_number__isnull=False)),
                name="audit_seal_has_a_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.object_label}"
