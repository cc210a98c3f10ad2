"""Publishing a version of a scoring table: from then on it is fixed, with the hash of its text."""

from django.db import transaction
from django.utils.translation import gettext as _

from blocs import clock
from blocs.actor import Actor
from blocs.audit import record
from blocs.errors import BadInput, Closed, NotAllowed
from blocs.locking import locked
from emulation.models import ScoringTableVersion
from emulation.queries.scorebook import whole_table
from emulation.rules import table as rules
from emulation.scoring import canonical, fingerprint, table_problems
from emulation.wording import explain_problem


def publish_table(version: ScoringTableVersion, *, actor: Actor) -> ScoringTableVersion:
    """Fixes a version with its canonical text and hash.

    Raises NotAllowed, Closed (published already), BadInput with every problem of the table.
    """
    with transaction.atomic():
        version = locked(ScoringTableVersion, version.pk)
        if not rules.can_publish_table(actor):
            raise NotAllowed
        if version.published_at is not None:
            raise Closed(_("This version is published already; a change is a new version."))
        table = whole_table(version)
        if problems := table_problems(table):
            raise BadInput(" ".join(explain_problem(problem) for problem in problems))
        version.canonical, version.sha256 = canonical(table), fingerprint(table)
        version.published_at, version.published_by = clock.now(), actor.user
        version.version += 1
        version.save()
        record(
            "scoring_table.publish",
            version,
            actor=actor,
            new={"sha256": version.sha256},
            bloc_id=version.table.bloc_id,
        )
        return version
