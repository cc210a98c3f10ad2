"""The addresses of `emulation`."""

from django.urls import path

from emulation.views import (
    cycle,
    paper,
    pledge,
    pledge_signature,
    score_line,
    scoresheet,
    scoresheets,
    standing,
    table,
    window,
    years,
)

app_name = "emulation"
urlpatterns = [
    path("cycles/<int:pk>/", cycle.cycle, name="cycle"),
    path("cycles/<int:pk>/closing/", cycle.closing, name="cycle_closing"),
    path("cycles/<int:pk>/extension/", window.extension, name="extension"),
    path("cycles/<int:pk>/pledge/", pledge.pledge, name="pledge"),
    path("cycles/<int:pk>/pledge/draft/", pledge.pledge_draft, name="pledge_draft"),
    path("cycles/<int:pk>/pledge/replacement/", pledge.pledge_replacement, name="pledge_replacement"),
    path("cycles/<int:pk>/pledge/final/", pledge.pledge_finalisation, name="pledge_finalisation"),
    path("cycles/<int:pk>/pledge/paper/", paper.pledge_pdf, name="pledge_pdf"),
    path("cycles/<int:pk>/pledge/issue/", paper.pledge_issue, name="pledge_issue"),
    path("pledge-parties/<int:pk>/signature/", pledge_signature.pledge_signature, name="pledge_signature"),
    path(
        "pledge-parties/<int:pk>/paper-signature/",
        pledge_signature.pledge_paper_signature,
        name="pledge_paper_signature",
    ),
    path("pledge-signatures/<int:pk>/document/", pledge_signature.pledge_document, name="pledge_document"),
    path("cycles/<int:pk>/scoresheets/", scoresheets.scoresheets, name="scoresheets"),
    path("cycles/<int:pk>/scoresheets/comparison/", scoresheets.matrix, name="scoresheets_matrix"),
    path("cycles/<int:pk>/scoresheets/<int:organization_pk>/", scoresheet.start, name="scoresheet_start"),
    path("scoresheets/<int:pk>/", scoresheet.scoresheet, name="scoresheet"),
    path("scoresheets/<int:pk>/lines/<int:criterion_pk>/", score_line.score_line, name="score_line"),
    path(
        "scoresheets/<int:pk>/lines/<int:criterion_pk>/dispute/",
        score_line.dispute,
        name="scoresheet_dispute",
    ),
    path("scoresheets/<int:pk>/presentation/", scoresheet.present, name="scoresheet_presentation"),
    path("scoresheets/<int:pk>/hand-back/", scoresheet.hand_back, name="scoresheet_hand_back"),
    path("scoresheets/<int:pk>/submission/", scoresheet.submission, name="scoresheet_submission"),
    path("scoresheets/<int:pk>/return/", scoresheet.give_back, name="scoresheet_return"),
    path("scoresheets/<int:pk>/agreement/", scoresheet.agreement, name="scoresheet_agreement"),
    path("scoresheets/<int:pk>/check/", scoresheet.check, name="scoresheet_check"),
    path(
        "scoresheets/<int:pk>/disqualification/",
        scoresheet.disqualification,
        name="scoresheet_disqualification",
    ),
    path("cycles/<int:pk>/standings/", standing.standings, name="standings"),
    path("cycles/<int:pk>/standings/lock/", standing.lock, name="standings_lock"),
    path("cycles/<int:pk>/standings/reopening/", standing.reopen, name="standings_reopen"),
    path("scoring-tables/<int:pk>/", table.table, name="table"),
    path("cycles/<int:pk>/papers/", paper.papers, name="papers"),
    path("papers/<int:pk>/", paper.issued_paper, name="issued_paper"),
    path("years/", years.years, name="years"),
    path("years/new/", years.year_new, name="year_new"),
    path("years/<int:year>/", years.year, name="year"),
]
