"""Who leads or works for a member organisation, from when to when."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs.fields import NfcCharField
from blocs.models.periods import Period, ends_after_it_begins


class Duty(models.TextChoices):
    LEADER = "leader", _("Organisation leader")
    CLERK = "clerk", _("Clerk")


class SigningForm(models.TextChoices):
    """How a signature is introduced (NĐ 30/2020, Annex I, element 7a)."""

    HEAD = "", _("signs as the head")
    DEPUTY = "KT.", pgettext_lazy("signing form", "KT. (for the head)")
    COLLECTIVE = "TM.", pgettext_lazy("signing form", "TM. (on behalf of the collective)")
    ORDER = "TL.", pgettext_lazy("signing form", "TL. (by order)")
    AUTHORIZED = "TUQ.", pgettext_lazy("signing form", "TUQ. (by authority given)")
    ACTING = "Q.", pgettext_lazy("signing form", "Q. (acting)")


class Representation(Period):
    """A person acts for an organisation as its leader or its clerk."""

    person = models.ForeignKey(
        "blocs.Person", models.PROTECT, related_name="representations", verbose_name=_("person")
    )
    organization = models.ForeignKey(
        "blocs.Organization", models.PROTECT, related_name="representations", verbose_name=_("organisation")
    )
    duty = models.CharField(_("duty"), max_length=8, choices=Duty)
    position_title = NfcCharField(
        _("position"), max_length=200, help_text=_("As printed on papers, such as Chủ tịch.")
    )
    signing_form = models.CharField(
        _("signing form"), max_length=4, choices=SigningForm, blank=True, default=""
    )
    # Whether the organisation may have several leaders at once, noted when the row is written: a constraint sees one table.
    joint = models.BooleanField(default=False, editable=False)

    class Meta:
        verbose_name = _("representation")
        verbose_name_plural = _("representations")
        constraints = [
            ends_after_it_begins("representation_ends_after_it_begins"),
            models.UniqueConstraint(
                fields=["person", "organization", "duty"],
                condition=models.Q(until__isnull=True),
                name="one_open_representation_per_person_and_duty",
            ),
            models.UniqueConstraint(
                fields=["organization"],
                condition=models.Q(duty=Duty.LEADER, joint=False, until__isnull=True),
                name="one_open_leader_per_organization",
                violation_error_message=_("The organisation has a leader already: replace the leader."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, {self.position_title} ({self.organization})"

    def save(self, *args, **kwargs):
        if self._state.adding:
            self.joint = self.organization.joint_leadership
        super().save(*args, **kwargs)
