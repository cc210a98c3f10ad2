"""Who took data out: exports and the opening of contact details."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from blocs import clock


class AccessEvent(models.Model):
    """One export or one look at contact details."""

    time = models.DateTimeField(_("time"), default=clock.now, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("account")
    )
    capacity = models.CharField(_("capacity"), max_length=16)
    what = models.CharField(_("what"), max_length=60)
    detail = models.CharField(_("detail"), max_length=400, blank=True)
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)

    class Meta:
        verbose_name = _("access")
        verbose_name_plural = _("accesses")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.detail}"
