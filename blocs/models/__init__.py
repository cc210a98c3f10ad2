"""WHO: organisations, blocs, persons, rights; and the house's records."""

from blocs.models.access import AccessEvent, AccessLink
from blocs.models.appointment import Appointment, Role
from blocs.models.audit import AuditEvent
from blocs.models.bloc import Bloc, BlocName, CompositionDecision, Membership
from blocs.models.city import CityBody
from blocs.models.files import StoredFile
from blocs.models.import_run import ImportRow, ImportRun, RowState, RunState
from blocs.models.job import Job, JobState
from blocs.models.legal import LegalBasis
from blocs.models.office import Office
from blocs.models.organization import Organization, OrganizationName, Succession
from blocs.models.person import Affiliation, Person
from blocs.models.representation import Representation, SigningForm
from blocs.models.user import User

__all__ = [
    "AccessEvent",
    "AccessLink",
    "Affiliation",
    "Appointment",
    "AuditEvent",
    "Bloc",
    "BlocName",
    "CityBody",
    "CompositionDecision",
    "ImportRow",
    "ImportRun",
    "Job",
    "JobState",
    "LegalBasis",
    "Membership",
    "Office",
    "Organization",
    "OrganizationName",
    "Person",
    "Representation",
    "Role",
    "RowState",
    "RunState",
    "SigningForm",
    "StoredFile",
    "Succession",
    "User",
]
