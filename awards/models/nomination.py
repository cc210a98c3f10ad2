"""Nominations: a bloc proposes a unit for an award, the city receives, the board judges."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from blocs.fields import NfcCharField, NfcTextField
from blocs.models.periods import both_or_neither
from emulation.models import Cycle, StandingSnapshot


class NominationState(models.TextChoices):
    PREPARING = "preparing", _("In preparation")
    SENT = "sent", pgettext_lazy("nomination", "Sent")
    RECEIVED = "received", pgettext_lazy("nomination", "Received")
    SUPPLEMENT = "supplement", _("Supplement requested")
    AWARDED = "awarded", pgettext_lazy("nomination", "Awarded")
    NOT_APPROVED = "not_approved", _("Not approved")


TRANSITIONS: dict[str, set[str]] = {
    NominationState.PREPARING: {NominationState.SENT},
    NominationState.SENT: {NominationState.RECEIVED, NominationState.SUPPLEMENT},
    NominationState.SUPPLEMENT: {NominationState.SENT},
    NominationState.RECEIVED: {
        NominationState.SUPPLEMENT,
        NominationState.AWARDED,
        NominationState.NOT_APPROVED,
    },
}
# Where the board may give its opinion.
OPEN_STATES = {NominationState.RECEIVED}
FINAL_STATES = {NominationState.AWARDED, NominationState.NOT_APPROVED}


class NominationQuerySet(models.QuerySet):
    """Questions about nominations."""

    def visible_to(self, actor) -> "NominationQuerySet":
        """City staff see what was sent; a council member the same, save what conflicts with the duty;
        the head's leader and the secretariat those of their cycles; a unit its own.

        The conflict is the person's in every capacity, so it holds on every channel that starts here.
        """
        if actor.is_board:
            return self.exclude(state=NominationState.PREPARING).exclude(
                organization__in=actor.conflict_organization_ids
            )
        if actor.is_city_staff:
            return self.exclude(state=NominationState.PREPARING)
        if actor.bloc_id:
            return self.filter(cycle__bloc=actor.bloc_id)
        if actor.is_leader:
            headed = Cycle.objects.open_to(actor).headed_by(actor.organization_id)
            return self.filter(Q(organization=actor.organization_id) | Q(cycle__in=headed.values("pk")))
        if actor.organization_id:
            return self.filter(organization=actor.organization_id)
        return self.none()

    def unsettled(self) -> "NominationQuerySet":
        """Those on which nothing is decided yet."""
        return self.exclude(state__in=FINAL_STATES)


class Nomination(models.Model):
    """A unit proposed for a commendation, citing the frozen standings of its bloc."""

    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="nominations", verbose_name=_("cycle"))
    organization = models.ForeignKey(
        "blocs.Organization", models.PROTECT, related_name="nominations", verbose_name=_("organisation")
    )
    commendation = models.ForeignKey(
        "emulation.Commendation", models.PROTECT, related_name="nominations", verbose_name=_("commendation")
    )
    snapshot = models.ForeignKey(
        StandingSnapshot, models.PROTECT, related_name="nominations", verbose_name=_("standings cited")
    )
    state = models.CharField(
        _("state"), max_length=14, choices=NominationState, default=NominationState.PREPARING
    )
    achievements = NfcTextField(_("achievements in brief"), blank=True)
    reason = NfcCharField(_("for"), max_length=300, blank=True, help_text=_("As printed on the certificate."))
    prepared_at = models.DateTimeField(_("prepared at"))
    prepared_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("sent at"), null=True, blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    received_at = models.DateTimeField(_("received at"), null=True, blank=True)
    received_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    supplement_request = NfcTextField(_("supplement requested"), blank=True)
    appraisal = NfcTextField(_("appraisal"), blank=True)
    appraised_at = models.DateTimeField(_("appraised at"), null=True, blank=True)
    appraised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(_("appraisal approved at"), null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    not_approved_reason = NfcTextField(_("why not approved"), blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering = ["cycle", "-commendation__level", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cycle", "organization", "commendation"],
                name="one_nomination_per_unit_and_commendation",
            ),
            *(
                both_or_neither(f"nomination_{pair}_at_and_by", pair)
                for pair in ["prepared", "sent", "received", "appraised", "approved"]
            ),
            models.CheckConstraint(
                condition=Q(state=NominationState.PREPARING) | Q(sent_at__isnull=False),
                name="a_sent_nomination_has_a_sender",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[NominationState.RECEIVED, NominationState.AWARDED])
                | Q(received_at__isnull=False),
                name="a_received_nomination_has_a_receiver",
            ),
            models.CheckConstraint(
                condition=~Q(state=NominationState.NOT_APPROVED) | ~Q(not_approved_reason=""),
                name="a_nomination_is_not_approved_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=NominationState.SUPPLEMENT) | ~Q(supplement_request=""),
                name="a_supplement_is_requested_in_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.commendation}"

    @property
    def cites_superseded(self) -> bool:
        """Whether the standings cited were replaced since."""
        return self.snapshot.superseded_at is not None

    @property
    def is_complete(self) -> bool:
        """Whether the dossier has all its parts and may be sent."""
        return bool(self.achievements) and not self.cites_superseded
