"""Who is meant by a name and an e-mail of a roster."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from blocs.imports.roster.record import Known, People, bare_key, name_key
from blocs.imports.roster.sheet import Unit
from blocs.imports.roster.steps import Someone


class NotThis(Exception):
    """The person meant cannot be told; the argument is the sentence."""


@dataclass
class Persons:
    """Finds who is meant: by e-mail, else by name within the organisation; each new person once."""

    people: People
    fresh: dict[tuple[int, str], Someone] = field(default_factory=dict)
    by_email: dict[str, Someone] = field(default_factory=dict)

    def meant(self, unit: Unit, name: str, email: str, row: int) -> Someone:
        """Raises NotThis where the address is another person's, of the record or of the file."""
        key, address = name_key(name), email.lower()
        known = self._known(unit.key, key, name, address)
        if known is not None:
            return someone_known(known, row)
        if address:
            claimed = self.by_email.get(address)
            if claimed is not None:
                if name_key(claimed.name) != key:
                    raise NotThis(_two_persons(claimed))
                return claimed
        someone = self.fresh.get((unit.key, key))
        if someone is None or (address and someone.email and someone.email.lower() != address):
            someone = Someone(name, email=email, row=row)
        if address and not someone.email:
            someone.email = email
        self.fresh[unit.key, key] = someone
        if address:
            self.by_email[address] = someone
        return someone

    def _known(self, org: int, key: str, name: str, address: str) -> Known | None:
        of_organization = self.people.namesake(org, key)
        holders = self.people.by_email.get(address, []) if address else []
        if of_organization is not None and (not holders or of_organization in holders):
            return of_organization
        if same := [one for one in holders if name_key(one.name) == key]:
            return same[0]
        if holders:
            raise NotThis(_other_holder(holders[0], name))
        return None

    def claim(self, address: str, someone: Someone) -> str:
        """Notes that a person gets an address; why not, where another one has it."""
        key = name_key(someone.name)
        for holder in self.people.by_email.get(address, ()):
            if holder.pk != someone.pk:
                return _other_holder(holder, someone.name)
        claimed = self.by_email.setdefault(address, someone)
        return "" if name_key(claimed.name) == key else _two_persons(claimed)


def _two_persons(other: Someone) -> str:
    return _("The same e-mail stands at {name} in row {row}. An account is one person's: enter another one, or leave it empty.").format(
        name=other.name, row=other.row
    )  # fmt: skip


def _other_holder(holder: Known, name: str) -> str:
    if bare_key(holder.name) == bare_key(name):
        return _("This e-mail is known as that of “{name}”, written otherwise. Write the name as it is recorded, or correct it among the people.").format(
            name=holder.name
        )  # fmt: skip
    return _("This e-mail is known as that of {name}. Put the name or the e-mail right.").format(
        name=holder.name
    )


def someone_known(known: Known, row: int) -> Someone:
    return Someone(known.name, known.pk, known.email, known.phone, known.title, row, known.version)
