"""The account with which a person logs in. Rights never stand here: see `blocs.actor`."""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from blocs import clock
from blocs.models.appointment import Appointment, Role
from blocs.models.person import Person

# The same as `User.was_opened`, for a query: an account with a password could be entered.
OPENED = (
    models.Q(opened_time__isnull=False)
    | models.Q(last_login__isnull=False)
    | ~models.Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
)


class UserManager(BaseUserManager):
    """Makes accounts; an e-mail address is kept in lower case, so it is unique whatever its case."""

    def get_queryset(self) -> models.QuerySet:
        """With the person: every request needs both, in one query."""
        return super().get_queryset().select_related("person")

    def create_user(self, email: str, password: str | None = None, *, person: Person) -> "User":
        """An account for a person; without a password it cannot log in by password."""
        user = self.model(email=email.strip().lower(), person=person)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str) -> "User":
        return self.get(email=username.strip().lower())


class User(AbstractBaseUser):
    """A login by e-mail. `is_staff` and permissions follow from an operator's appointment."""

    email = models.EmailField(_("e-mail"), unique=True)
    person = models.OneToOneField(Person, models.PROTECT, related_name="user", verbose_name=_("person"))
    is_active = models.BooleanField(_("may log in"), default=True)
    opened_time = models.DateTimeField(_("first opened"), null=True, blank=True, editable=False)
    created_time = models.DateTimeField(_("created"), default=clock.now, editable=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("account")
        verbose_name_plural = _("accounts")

    def __str__(self) -> str:
        return self.email

    def save(self, *args, **kwargs):
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    @property
    def was_opened(self) -> bool:
        """Whether its person has ever come in, or could without a link: from then on a new link takes something over."""
        return bool(self.opened_time or self.last_login) or self.has_usable_password()

    @cached_property
    def is_operator(self) -> bool:
        """Whether an operator's appointment of this person is in force today."""
        return (
            Appointment.objects.on(clock.today())
            .filter(person_id=self.person_id, role=Role.OPERATOR)
            .exists()
        )

    @property
    def is_staff(self) -> bool:
        """Django's word for: may enter the admin."""
        return self.is_active and self.is_operator

    # The admin's own gates (see `blocs.admin`) narrow this to viewing and a short list of tables.
    def has_perm(self, perm: str, obj: object = None) -> bool:
        return self.is_staff

    def has_perms(self, perm_list: list[str], obj: object = None) -> bool:
        return self.is_staff

    def has_module_perms(self, app_label: str) -> bool:
        return self.is_staff
