"""Opinions of council members on nominations."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from awards.models.nomination import Nomination
from blocs.fields import NfcTextField
from blocs.models.periods import both_or_neither


class Verdict(models.TextChoices):
    AGREE = "agree", pgettext_lazy("council", "Agree")
    DISAGREE = "disagree", pgettext_lazy("council", "Disagree")
    OTHER = "other", pgettext_lazy("council", "Other opinion")


class OpinionQuerySet(models.QuerySet):
    """Questions about opinions."""

    def visible_to(self, actor) -> "OpinionQuerySet":
        """City staff see all opinions on what they see, save on units they are tied to; a council member only his own."""
        opinions = self.filter(nomination__in=Nomination.objects.visible_to(actor).values("pk"))
        if actor.is_city_staff:
            return opinions.exclude(nomination__organization__in=actor.conflict_organization_ids)
        if actor.is_board:
            return opinions.filter(person=actor.person)
        return self.none()


class Opinion(models.Model):
    """What one council member holds of one nomination; may be changed until the nomination is decided."""

    nomination = models.ForeignKey(
        Nomination, models.PROTECT, related_name="opinions", verbose_name=_("nomination")
    )
    person = models.ForeignKey(
        "blocs.Person", models.PROTECT, related_name="+", verbose_name=_("council member")
    )
    verdict = models.CharField(_("opinion"), max_length=8, choices=Verdict)
    text = NfcTextField(_("in words"), blank=True)
    given_at = models.DateTimeField(_("given at"))
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["nomination", "given_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nomination", "person"], name="one_opinion_per_nomination_and_member"
            ),
            both_or_neither("opinion_given_at_and_by", "given"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.AGREE) | ~Q(text=""),
                name="another_opinion_than_agreement_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_verdict_display()}"
