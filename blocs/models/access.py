"""How people come in, and what they took out: personal links to an account; exports and opened contact details."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs import clock
from blocs.fields import NfcCharField
from blocs.models.periods import both_or_neither

# So many wrong codes end a link.
MOST_FAILURES = 5


class AccessLink(models.Model):
    """A link with which one person opens the account that was made for him: once, for seven days.

    Neither the link nor the code told by phone is kept, only what both are compared with.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="access_links", verbose_name=_("account")
    )
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    code_digest = models.CharField(max_length=128, editable=False)
    failures = models.PositiveSmallIntegerField(_("wrong codes"), default=0)
    expires_time = models.DateTimeField(_("expires"))
    made_at = models.DateTimeField(_("made at"), null=True, default=clock.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    used_time = models.DateTimeField(_("used at"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("personal link")
        verbose_name_plural = _("personal links")
        constraints = [
            both_or_neither("access_link_made_at_and_by", "made"),
            both_or_neither("access_link_withdrawn_at_and_by", "withdrawn"),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(used_time__isnull=True, withdrawn_at__isnull=True),
                name="one_open_access_link_per_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.expires_time:%d/%m/%Y}"


class AccessEvent(models.Model):
    """Somebody took data out of the system: a list as a workbook, the contact details of a person."""

    time = models.DateTimeField(_("time"), default=clock.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("account")
    )
    person = models.ForeignKey(
        "blocs.Person", models.PROTECT, null=True, related_name="+", db_index=False, verbose_name=_("person")
    )
    capacity = models.CharField(_("capacity"), max_length=16)
    capacity_label = models.CharField(_("capacity in words"), max_length=400, blank=True)
    what = models.CharField(_("what"), max_length=60)
    object_type = models.CharField(_("kind of object"), max_length=60, blank=True)
    object_id = models.BigIntegerField(_("object"), null=True, blank=True)
    label = models.CharField(_("in words"), max_length=400, blank=True)
    filters = NfcCharField(_("narrowed to"), max_length=400, blank=True)
    rows = models.PositiveIntegerField(_("rows"), null=True, blank=True)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["time", "id"], name="access_by_time"),
            models.Index(fields=["person", "time", "id"], name="access_by_person"),
            models.Index(fields=["what", "time", "id"], name="access_by_what"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.label}"
