"""The pledge: versions of a text, its clauses, the parties, and who has signed."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from blocs import clock
from blocs.fields import NfcCharField, NfcTextField
from blocs.models.periods import both_or_neither


class PledgeQuerySet(models.QuerySet):
    """Questions about pledges."""

    def visible_to(self, actor) -> "PledgeQuerySet":
        """Whoever sees the cycle sees its pledge."""
        cycles = self.model._meta.get_field("cycle").related_model.objects.open_to(actor)
        return self.filter(cycle__in=cycles.values("pk"))


class Pledge(models.Model):
    """The pledge of a cycle; its text stands in versions."""

    cycle = models.OneToOneField(
        "emulation.Cycle", models.PROTECT, related_name="pledge", verbose_name=_("cycle")
    )

    objects = PledgeQuerySet.as_manager()

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")

    def __str__(self) -> str:
        return f"{self.cycle}"


class PledgeVersion(models.Model):
    """A text of the pledge. Draft until finalised: then its canonical text is hashed, its parties are frozen
    and it may be signed. A change after that is a new version, which voids the signatures of the old one."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="versions", verbose_name=_("pledge"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    place = NfcCharField(_("place of signing"), max_length=200, blank=True)
    dated_on = models.DateField(_("dated"))
    theme = NfcTextField(_("theme"), blank=True)
    own_bases = NfcTextField(
        _("bases of the bloc"),
        blank=True,
        help_text=_("Beside the law, which follows the date: one a line, without “Căn cứ”."),
    )
    entry_into_force = NfcTextField(_("final provision"), blank=True)
    # Frozen when the text is final, so that a name corrected later never changes what was signed.
    bloc_name = models.CharField(max_length=300, editable=False, blank=True)
    bases = models.TextField(editable=False, blank=True)
    preamble = models.TextField(editable=False, blank=True)
    canonical = models.TextField(editable=False, blank=True)
    sha256 = models.CharField(max_length=64, editable=False, blank=True)
    finalised_at = models.DateTimeField(_("text final at"), null=True, blank=True)
    finalised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    replaced_at = models.DateTimeField(_("replaced at"), null=True, blank=True)
    replaced_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = _("text of the pledge")
        verbose_name_plural = _("texts of the pledge")
        ordering = ["pledge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "number"], name="one_pledge_version_per_number"),
            models.UniqueConstraint(
                fields=["pledge"], condition=Q(replaced_at__isnull=True), name="one_current_pledge_version"
            ),
            both_or_neither("pledge_version_finalised_at_and_by", "finalised"),
            both_or_neither("pledge_version_replaced_at_and_by", "replaced"),
            models.CheckConstraint(
                condition=Q(finalised_at__isnull=True, sha256="")
                | (Q(finalised_at__isnull=False) & ~Q(sha256="")),
                name="final_pledge_text_is_hashed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pledge} ({self.number})"

    @property
    def is_final(self) -> bool:
        return self.finalised_at is not None


class Section(models.TextChoices):
    """The parts of a pledge, in order (headings are the paper's, in Vietnamese)."""

    CONTENT = "content", "II. NỘI DUNG THI ĐUA"
    TARGET = "target", "III. CHỈ TIÊU CHUNG CỦA KHỐI"
    MEASURE = "measure", "IV. BIỆN PHÁP THỰC HIỆN"
    COMMITMENT = "commitment", "V. CAM KẾT"


class PledgeClause(models.Model):
    """One clause; a clause of the section of targets carries a unit and a level to reach."""

    version = models.ForeignKey(
        PledgeVersion, models.CASCADE, related_name="clauses", verbose_name=_("text of the pledge")
    )
    section = models.CharField(_("section"), max_length=12, choices=Section)
    order = models.PositiveSmallIntegerField(_("order"))
    text = NfcTextField(_("text"))
    target_unit = NfcCharField(_("unit of measure"), max_length=60, blank=True)
    target_level = NfcCharField(_("level to reach"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("clause")
        verbose_name_plural = _("clauses")
        ordering = ["version", "section", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["version", "section", "order"], name="one_clause_per_place"),
            models.CheckConstraint(
                condition=(Q(section=Section.TARGET) & ~Q(target_level=""))
                | (~Q(section=Section.TARGET) & Q(target_level="", target_unit="")),
                name="only_a_target_has_a_level",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class PartyCapacity(models.TextChoices):
    MEMBER = "member", _("Member")
    HEAD = "head", _("Head of the bloc")
    WITNESS = "witness", _("Witness")


class PledgeParty(models.Model):
    """Who is to sign: frozen when the text is final. The head's unit may stand twice. A witness is a body of
    the city and stands on paper only."""

    version = models.ForeignKey(
        PledgeVersion, models.CASCADE, related_name="parties", verbose_name=_("text of the pledge")
    )
    organization = models.ForeignKey(
        "blocs.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pledge_parties",
        verbose_name=_("organisation"),
    )
    name = NfcCharField(_("name on the day of the text"), max_length=300, blank=True)
    capacity = models.CharField(_("capacity"), max_length=8, choices=PartyCapacity)
    order = models.PositiveSmallIntegerField(_("order"))

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["version", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=PartyCapacity.WITNESS, organization__isnull=True)
                | (~Q(capacity=PartyCapacity.WITNESS) & Q(organization__isnull=False)),
                name="every_party_but_the_witness_is_an_organization",
            ),
            models.UniqueConstraint(
                fields=["version", "organization", "capacity"], name="one_party_per_capacity"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.organization} ({self.get_capacity_display()})"


class SignatureMethod(models.TextChoices):
    SYSTEM = "system", _("confirmation in the system")
    DIGITAL = "digital", _("digital signature on a PDF file")
    PAPER = "paper", _("on paper, recorded by the secretariat")


class PledgeSignature(models.Model):
    """A party has agreed to exactly this text. Never edited: a new text voids it."""

    party = models.ForeignKey(PledgeParty, models.PROTECT, related_name="signatures", verbose_name=_("party"))
    method = models.CharField(_("method"), max_length=8, choices=SignatureMethod)
    person = models.ForeignKey(
        "blocs.Person", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("signer")
    )
    position_title = NfcCharField(_("position"), max_length=200)
    signing_form = models.CharField(_("signing form"), max_length=4, blank=True)
    text_sha256 = models.CharField(_("hash of the text"), max_length=64)
    signed_at = models.DateTimeField(_("signed at"), default=clock.now)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("recorded by")
    )
    signed_on = models.DateField(
        _("signed on"), null=True, blank=True, help_text=_("The day on the paper, for a signature on paper.")
    )
    address = models.GenericIPAddressField(_("network address"), null=True, blank=True)
    document = models.ForeignKey(
        "blocs.StoredFile",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("document"),
    )
    voided_at = models.DateTimeField(_("voided at"), null=True, blank=True)
    voided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("signature")
        verbose_name_plural = _("signatures")
        ordering = ["signed_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(voided_at__isnull=True), name="one_valid_signature_per_party"
            ),
            both_or_neither("pledge_signature_signed_at_and_by", "signed"),
            both_or_neither("pledge_signature_voided_at_and_by", "voided"),
        ]

    def __str__(self) -> str:
        return f"{self.party} {self.signed_at:%d/%m/%Y}"
