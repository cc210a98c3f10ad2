"""What each act of the site is called in the records; and what was taken out of it."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from blocs.models import AuditEvent
from blocs.queries.act_words import REGISTER_ACTS, usual_words
from blocs.queries.history_words import kind_of

YEAR: dict[str, Promise] = {
    "year.open": _("Opened an emulation year"),
    "year.change": _("Changed an emulation year"),
    "year.undo": _("Undid the opening of a year"),
    "cycle.close": _("Closed the year of a bloc"),
    "cycle.lock": _("Locked the scores"),
    "cycle.reopen_scores": _("Reopened the scores"),
    "cycle.submit": _("Sent the dossiers to the city"),
    "cycle.decide": _("Decided on all dossiers of a bloc"),
    "window.extend": _("Gave more time"),
    "window.take_back_extension": _("Took back an extension"),
    "window.remove": _("Removed a window"),
    "scoring_table.publish": _("Published a scoring table"),
    "paper.issue": _("Issued a paper"),
    "paper.number": _("Entered the number of a paper"),
}
PLEDGE: dict[str, Promise] = {
    "pledge.draft": _("Began a new text of the pledge"),
    "pledge.write": _("Wrote the text of the pledge"),
    "pledge.finalise": _("Made the text of the pledge final"),
    "pledge.sign": _("Signed the text of the pledge"),
    "pledge.record_paper": _("Recorded a pledge signed on paper"),
}
SCORES: dict[str, Promise] = {
    "scoresheet.start": _("Began a score sheet"),
    "scoresheet.enter_from_paper": _("Entered a score sheet from paper"),
    "scoresheet.in_progress": _("Took back a score sheet"),
    "scoresheet.with_leader": _("Gave a score sheet to the leader"),
    "scoresheet.submitted": _("Sent a score sheet to the bloc"),
    "scoresheet.returned": _("Returned a score sheet"),
    "scoresheet.checked": _("Finished checking a score sheet"),
    "scoresheet.disqualify": _("Noted whether a unit is considered for awards"),
    "score_line.save": _("Entered results"),
    "score_line.review": _("Checked the points of a criterion"),
    "score_line.keep": _("Kept the points after a re-examination"),
    "score_line.agree": _("Entered points agreed at a meeting"),
    "score_line.dispute": _("Asked for re-examination"),
}
AWARDS: dict[str, Promise] = {
    "nomination.prepare": _("Prepared a dossier"),
    "nomination.edit": _("Wrote a dossier"),
    "nomination.remove": _("Took a dossier back"),
    "nomination.send": _("Sent a dossier to the city"),
    "nomination.receive": _("Received a dossier"),
    "nomination.request_supplement": _("Asked for a supplement to a dossier"),
    "nomination.appraise": _("Appraised a dossier"),
    "nomination.approve_appraisal": _("Approved an appraisal"),
    "nomination.give_opinion": _("Gave an opinion as council member"),
    "nomination.decline": _("Did not approve a dossier"),
    "nomination.award": _("Recorded an award"),
    "decision.record": _("Recorded a decision on awards"),
    "honour.record": _("Recorded a past result"),
    "report_text.save": _("Wrote a part of the year-end report"),
}
# By the heading under which the filter offers them.
GROUPS: list[tuple[Promise, dict[str, Promise]]] = [
    (_("Organisations, blocs, people"), REGISTER_ACTS),
    (_("Years, windows, papers"), YEAR),
    (_("Pledge"), PLEDGE),
    (_("Scores"), SCORES),
    (_("Awards and report"), AWARDS),
]
ACTS: dict[str, Promise] = {act: words for _heading, acts in GROUPS for act, words in acts.items()}

# What `note_access` and exports call what was taken out.
ACCESSES: dict[str, Promise] = {
    "organizations.export": _("Took out the register of organisations"),
    "organizations.roster": _("Took out the roster of organisations"),
    "blocs.export": _("Took out the list of blocs"),
    "members.export": _("Took out the members of blocs"),
    "people.export": _("Took out the list of people"),
    "person.contact": _("Opened the contact details of a person"),
    "city.export": _("Took out the page of the whole city"),
    "nominations.export": _("Took out the list of nominations"),
    "opinions.export": _("Took out the opinions of the council"),
    "proposals.export": _("Took out the dossiers of a bloc"),
    "decisions.export": _("Took out the list of decisions"),
    "awards.export": _("Took out the awards of a decision"),
    "award_numbers.export": _("Took out the numbers of awards"),
    "honours.export": _("Took out the honours of a year"),
    "years.export": _("Took out the list of years"),
    "windows.export": _("Took out the windows of a year"),
    "offices.export": _("Took out the offices of a bloc"),
    "organization_years.export": _("Took out the years of an organisation"),
    "organization_honours.export": _("Took out the honours of an organisation"),
    "progress.export": _("Took out who has signed and sent"),
    "calendar.export": _("Took out the calendar of a bloc"),
    "pledge.export": _("Took out who has signed a pledge"),
    "scoresheets.export": _("Took out the list of score sheets"),
    "score_lines.export": _("Took out a score sheet"),
    "points.export": _("Took out the points of all units"),
    "standings.export": _("Took out standings"),
    "table.export": _("Took out a scoring table"),
    "papers.export": _("Took out the list of issued papers"),
    "import.errors": _("Rows in error of an import"),
    "history.export": _("Took out the records of acts"),
    "accesses.export": _("Took out the records of accesses"),
}


def act_in_words(event: AuditEvent) -> str:
    """The act of a record as a phrase."""
    return str(ACTS.get(event.act) or usual_words(event.act, kind_of(event.object_type)))


def access_in_words(what: str) -> str:
    """What was taken out, as a phrase."""
    return str(ACCESSES.get(what, what))
