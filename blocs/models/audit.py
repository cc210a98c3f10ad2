"""What was done, by whom, in what capacity, to what. Append-only."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs import clock


class AuditEvent(models.Model):
    """One act. Written by `blocs.audit.record` in the act's own transaction; sealed later into a chain.

    The chain holds `digest`, a salted hash of the contents, so personal data can be erased
    without breaking it.
    """

    time = models.DateTimeField(_("time"), default=clock.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("account"),
    )
    person = models.ForeignKey(
        "blocs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
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
    act = models.CharField(_("act"), max_length=60, db_index=True)
    object_type = models.CharField(_("kind of object"), max_length=60)
    object_id = models.BigIntegerField(_("object"), null=True, blank=True)
    object_label = models.CharField(_("object in words"), max_length=400, blank=True)
    old = models.JSONField(_("before"), default=dict, blank=True)
    new = models.JSONField(_("after"), default=dict, blank=True)
    remark = models.TextField(_("remark"), blank=True)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    bloc = models.ForeignKey(
        "blocs.Bloc", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("bloc")
    )
    organization = models.ForeignKey(
        "blocs.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("organisation"),
    )
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    salt = models.CharField(max_length=32, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    seal_number = models.PositiveBigIntegerField(null=True, blank=True, unique=True, editable=False)
    seal = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("audit event")
        verbose_name_plural = _("audit events")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id"], name="audit_by_object"),
            models.Index(fields=["bloc", "year"], name="audit_by_bloc_and_year"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(seal="", seal_number__isnull=True) | (~Q(seal="") & Q(seal_number__isnull=False)),
                name="audit_seal_has_a_number",
            )
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.object_label}"
