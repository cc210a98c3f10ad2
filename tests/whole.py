"""The small city in the midst of its work: a row of every kind, so that a walk over all pages meets all of it.

K1 in 2021: pledge signed and issued, scores locked, dossiers with the city (B open with an opinion, C
honoured, A sent back), report written and issued. K1 in 2022: pledge being signed, sheets in every state.
K2 in 2021: a pledge in draft; in 2022 nothing yet.
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from awards.actions.decision import record_decision
from awards.actions.opinion import give_opinion
from awards.models import Decision, Nomination, NominationState, Verdict
from blocs import clock
from blocs.actions.files import store_bytes
from blocs.actions.job import ask
from blocs.imports.engine import bring_pasted, check
from blocs.imports.roster.kind import ROSTER
from blocs.models import CompositionDecision, ImportRun
from emulation.actions.extension import grant_extension
from emulation.actions.paper import issue_pledge
from emulation.actions.pledge import draft_next_version, finalise_pledge, save_pledge_text
from emulation.actions.pledge_signature import record_paper_signature
from emulation.actions.score_line import Entry, dispute_line, save_results, save_review
from emulation.actions.scoresheet import set_disqualified
from emulation.actions.standing import lock_scores
from emulation.models import Cycle, Extension, IssuedPaper, PledgeSignature, PledgeVersion, ScoreSheet
from emulation.models.meeting import AgendaKind, MeetingKind
from emulation.models.pledge import Section
from emulation.models.window import Act
from emulation.queries.pledge import board_of, contents_key, current_version
from emulation.queries.pledge_text import Clause
from reports.actions.year_end_report import issue_year_end_report, save_report_text
from reports.documents.report_key import report_key
from tests import factories as make
from tests.awards.dossiers import approve, make_flag, make_merit, make_nomination, make_rule, submit
from tests.cast import YEAR, World
from tests.emulation.pledges import TEXT, party, sign
from tests.emulation.sheets import answered_sheet, checked_sheet, criterion, line_of, sent_sheet, stored

PDF = b"%PDF-1.7 paper"


@dataclass
class Whole:
    """The city, and the rows whose pages a walk asks for."""

    world: World
    done: Cycle
    now: Cycle
    untouched: Cycle
    signing: PledgeVersion
    scan: PledgeSignature
    extension: Extension
    locked_sheet: ScoreSheet
    begun: ScoreSheet
    sent: ScoreSheet
    disputed: ScoreSheet
    open_dossier: Nomination
    sent_back: Nomination
    decision: Decision
    papers: list[IssuedPaper]
    runs: list[ImportRun]


def build_whole(world: World, words: str = "Ghi chú.") -> Whole:
    """Fills the city; `words` stand in every text that a person writes."""
    done = world.cycle
    _decision_on_the_bloc(world, words)
    scan, pledge = _signed_pledge(world, words)
    locked_sheet = _locked_scores(world, words)
    open_dossier, sent_back, decision = _dossiers(world, words)
    report = _report(world, words)
    now = world.cycle = _next_year(world)
    signing = _final_pledge(world, words)
    sign(world, signing, "other_leader")
    extension = grant_extension(
        now,
        actor=world.actor("officer"),
        act=Act.PLEDGE,
        organization_id=world.units["B"].pk,
        until=clock.today() + timedelta(days=20),
        reason=words[:300],
        scan=(PDF, "application/pdf"),
    )
    begun, sent, disputed = _sheets(world, words)
    draft_next_version(world.other_cycle, actor=world.actor("other_secretariat"))
    untouched = make.make_cycle(world.other_bloc, YEAR + 1)
    return Whole(
        world, done, now, untouched, signing, scan, extension, locked_sheet, begun, sent, disputed,
        open_dossier, sent_back, decision, [pledge, report], _runs(world, words),
    )  # fmt: skip


def _runs(world: World, words: str) -> list[ImportRun]:
    """Rosters of the officer: one to be confirmed, one whose columns are to be told, one that is being checked."""
    actor, options = world.actor("officer"), {"year": YEAR, "day": "2021-01-01"}
    rows = f"\nHội B\t{words}\n{words}\t{words}"
    ready = bring_pasted(ROSTER, f"Tên đơn vị\tChức vụ người đứng đầu{rows}", options, actor=actor)
    waiting = bring_pasted(ROSTER, f"Tên đơn vị{rows}", options, actor=actor)
    ask("import.check", waiting.pk, waiting.counts["total"], actor=actor)
    return [check(ready, actor=actor), bring_pasted(ROSTER, f"A\tB{rows}", options, actor=actor), waiting]


def _decision_on_the_bloc(world: World, words: str) -> None:
    """The composition rests on a decision with its scan, the head's office on its minutes."""
    decision = CompositionDecision.objects.create(
        bloc=world.bloc,
        number="15/QĐ-UBND",
        issuer=words[:200],
        source=words[:300],
        document=store_bytes(PDF, content_type="application/pdf"),
    )
    world.bloc.memberships.update(decision=decision)
    world.bloc.offices.update(basis=words[:200])


def _final_pledge(world: World, words: str) -> PledgeVersion:
    secretariat = world.actor("secretariat")
    version = draft_next_version(world.cycle, actor=secretariat)
    text = replace(
        TEXT,
        dated_on=date(world.cycle.year_id, 3, 9),
        theme=words,
        own_bases=words,
        entry_into_force=words,
        clauses={
            key: (*rows, Clause(words, *(("%", "100") if key == Section.TARGET else ())))
            for key, rows in TEXT.clauses.items()
        },
    )
    version = save_pledge_text(version, actor=secretariat, seen=version.version, text=text)
    make.make_window(world.cycle, Act.PLEDGE)
    return finalise_pledge(version, actor=world.actor("head_leader"), seen=version.version)


def _signed_pledge(world: World, words: str) -> tuple[PledgeSignature, IssuedPaper]:
    version = _final_pledge(world, words)
    sign(world, version, "leader")
    scan = record_paper_signature(
        party(version, "C"),
        actor=world.actor("secretariat"),
        text_sha256=version.sha256,
        signed_on=clock.today(),
        position_title=words[:200],
        scan=(PDF, "application/pdf"),
    )
    for capacity in ("member", "head"):
        sign(world, version, "head_leader", capacity)
    version = current_version(world.cycle)
    key = contents_key(version, board_of(version))
    return scan, issue_pledge(world.cycle, actor=world.actor("officer"), content=PDF, content_key=key)


def _locked_scores(world: World, words: str) -> ScoreSheet:
    sheet = sent_sheet(world, "B", "9")
    line = line_of(sheet, "A1")
    save_review(
        sheet, line.criterion, actor=world.actor("secretariat"), version=line.version,
        points=Decimal(8), reason=words,
    )  # fmt: skip
    checked_sheet(world, "C", "8")
    checked_sheet(world, "A", "7")
    set_disqualified(
        stored(sheet),
        actor=world.actor("secretariat"),
        ground=world.cycle.table_version.disqualification_grounds.first(),
        remark=words,
    )
    set_disqualified(stored(sheet), actor=world.actor("secretariat"), ground=None)
    lock_scores(world.cycle, actor=world.actor("head_leader"))
    make.make_meeting(world.cycle, MeetingKind.YEAR_END, AgendaKind.SUM_UP)
    return stored(sheet)


def _dossiers(world: World, words: str) -> tuple[Nomination, Nomination, Decision]:
    flag, merit = make_flag(), make_merit()
    make_rule(flag, 1, condition=words, legal_source="Điều 26")
    make_rule(merit, 2)
    by, officer = world.users["head_leader"], world.users["officer"]
    snapshot = world.cycle.snapshots.get()
    texts = {"achievements": words, "reason": words[:300]}
    appraised = {"appraisal": words, "appraised_at": clock.now(), "appraised_by": officer}
    of_b = make_nomination(snapshot, world.units["B"], flag, by, **texts, **appraised)
    of_c = make_nomination(snapshot, world.units["C"], merit, by, **texts)
    sent_back = make_nomination(
        snapshot, world.units["A"], merit, by, NominationState.SUPPLEMENT, **texts
    )  # fmt: skip
    Nomination.objects.filter(pk=sent_back.pk).update(supplement_request=words)
    submit(Cycle.objects.get(pk=world.cycle.pk), by)
    approve(world, of_c)
    give_opinion(of_b, actor=world.actor("board"), verdict=Verdict.DISAGREE, text=words, version=0)
    decision = record_decision(
        actor=world.actor("officer"), awarded=[of_c.pk], source="issued", number="12/QĐ-UBND",
        dated_on=date(YEAR + 1, 3, 1), issuer=words[:200], subject=words[:300], citation=words[:300],
    )  # fmt: skip
    return of_b, sent_back, decision


def _report(world: World, words: str) -> IssuedPaper:
    cycle = Cycle.objects.with_offices().get(pk=world.cycle.pk)
    save_report_text(cycle, "advantages", actor=world.actor("secretariat"), text=words, version=0)
    day = date(YEAR + 1, 3, 9)
    return issue_year_end_report(
        cycle, actor=world.actor("head_leader"), content=PDF + b" report",
        key=report_key(cycle, day), key_now=report_key, dated_on=day,
    )  # fmt: skip


def _next_year(world: World) -> Cycle:
    for order, code in enumerate("ABC", start=1):
        make.make_membership(world.bloc, world.units[code], YEAR + 1, order)
    make.make_head(world.bloc, world.units["A"], YEAR + 1)
    return make.make_cycle(world.bloc, YEAR + 1, world.cycle.table_version)


def _sheets(world: World, words: str) -> tuple[ScoreSheet, ScoreSheet, ScoreSheet]:
    begun = answered_sheet(world, "B")
    line = line_of(begun, "A1")
    save_results(
        begun, [Entry(line.criterion_id, line.version, {"result_text": words})], actor=world.actor("leader")
    )
    sent = sent_sheet(world, "A")
    disputed = checked_sheet(world, "C")
    dispute_line(disputed, criterion(disputed, "A1"), actor=world.actor("other_leader"), reason=words[:500])
    return stored(begun), stored(sent), stored(disputed)
