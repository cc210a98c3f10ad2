"""Persons, and what ties them to organisations besides representing them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs.fields import NfcCharField
from blocs.models.appointment import Appointment, Role
from blocs.models.bloc import Membership
from blocs.models.periods import Period, ends_after_it_begins
from blocs.models.representation import Representation
from blocs.text import search_key, sort_key


class PersonQuerySet(models.QuerySet):
    """Questions about persons."""

    def visible_to(self, actor) -> "PersonQuerySet":
        """City staff and operators see all; a secretariat who represents or represented members of its bloc, and
        itself; a leader or clerk the people of the own organisation; the council nobody."""
        if actor.is_city_staff or actor.is_operator:
            return self.all()
        if actor.is_secretariat:
            members = Membership.objects.filter(bloc=actor.bloc_id).values("organization")
            theirs = Representation.objects.filter(organization__in=members).values("person")
            ours = Appointment.objects.filter(role=Role.SECRETARIAT, bloc=actor.bloc_id).values("person")
            return self.filter(Q(pk__in=theirs) | Q(pk__in=ours))
        if actor.organization_id:
            ours = Representation.objects.filter(organization=actor.organization_id).values("person")
            return self.filter(pk__in=ours)
        return self.none()


class Person(models.Model):
    """A human being who acts, known by name, role and work address only."""

    name = NfcCharField(_("name"), max_length=200)
    role_title = NfcCharField(_("role title"), max_length=200, blank=True)
    work_email = models.EmailField(_("work e-mail"), blank=True)
    work_phone = NfcCharField(_("work phone"), max_length=40, blank=True)
    search_key = models.CharField(max_length=400, editable=False, db_index=True)
    sort_key = models.CharField(max_length=900, editable=False, db_index=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("persons")
        ordering = ["sort_key", "pk"]

    def __str__(self) -> str:
        return self.name

    def save(self, *args, **kwargs):
        self.search_key = search_key(f"{self.name} {self.role_title}")
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)


class Affiliation(Period):
    """A tie between a person and an organisation that may put a duty in conflict."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="affiliations", verbose_name=_("person"))
    organization = models.ForeignKey(
        "blocs.Organization", models.PROTECT, related_name="affiliations", verbose_name=_("organisation")
    )
    nature = NfcCharField(_("nature of the tie"), max_length=200)

    class Meta:
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [ends_after_it_begins("affiliation_ends_after_it_begins")]

    def __str__(self) -> str:
        return f"{self.person} – {self.organization} ({self.nature})"
