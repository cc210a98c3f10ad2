"""Who works for a bloc's secretariat or for the city, from when to when."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.models.periods import Period, ends_after_it_begins


class Role(models.TextChoices):
    SECRETARIAT = "secretariat", _("Secretariat")
    CITY_OFFICER = "city_officer", _("City officer")
    CITY_LEADER = "city_leader", _("Head of the standing body")
    BOARD = "board", _("Council member")
    OPERATOR = "operator", _("Operator")


class Appointment(Period):
    """A person holds a role: in the secretariat of one bloc, or for the whole city."""

    person = models.ForeignKey(
        "blocs.Person", models.PROTECT, related_name="appointments", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=16, choices=Role)
    bloc = models.ForeignKey(
        "blocs.Bloc",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments",
        verbose_name=_("bloc"),
    )

    class Meta:
        verbose_name = _("appointment")
        verbose_name_plural = _("appointments")
        constraints = [
            ends_after_it_begins("appointment_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(role=Role.SECRETARIAT, bloc__isnull=False)
                | (~Q(role=Role.SECRETARIAT) & Q(bloc__isnull=True)),
                name="secretariat_has_a_bloc_and_the_city_has_none",
                violation_error_message=_(
                    "The secretariat belongs to one bloc, every other role to the city."
                ),
            ),
            models.UniqueConstraint(
                fields=["person", "role"],
                condition=Q(until__isnull=True, bloc__isnull=True),
                name="one_open_city_appointment_per_person_and_role",
            ),
            models.UniqueConstraint(
                fields=["person", "bloc"],
                condition=Q(until__isnull=True, bloc__isnull=False),
                name="one_open_secretariat_per_person_and_bloc",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"
