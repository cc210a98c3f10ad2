"""Every page there is, for walks over all of them."""

from django.urls import reverse

from awards.models import Nomination
from blocs.models import Affiliation, Appointment, Representation
from tests.test_addresses import addresses
from tests.whole import Whole


def pages(whole: Whole) -> list[str]:
    """Every address that is only read, with every row it can be asked for."""
    w, done, now = whole.world, whole.done.pk, whole.now.pk
    sheets = [s.pk for s in (whole.locked_sheet, whole.begun, whole.sent, whole.disputed)]
    line = whole.begun.lines.first().criterion_id
    decisions = w.bloc.composition_decisions.values_list("pk", flat=True)
    rows = {
        "reports:organization": [[unit.pk] for unit in w.units.values()],
        "blocs:organization_edit": [[w.units["B"].pk]],
        "blocs:organization_rename": [[w.units["B"].pk]],
        "blocs:organization_name_correction": [[w.units["B"].pk]],
        "blocs:organization_split": [[w.units["B"].pk]],
        "blocs:organization_dissolve": [[w.units["B"].pk]],
        "blocs:organization_withdraw": [[w.units["B"].pk]],
        "blocs:bloc": [[w.bloc.pk], [w.other_bloc.pk]],
        **{
            f"blocs:{name}": [[w.bloc.pk]]
            for name in ("bloc_naming", "bloc_refounding", "bloc_details", "bloc_end")
        },
        **{
            f"blocs:{name}": [[w.bloc.pk, whole.now.year_id]]
            for name in (
                "composition",
                "members_export",
                "offices_export",
                "member_new",
                "offices",
                "office_head",
                "office_deputy",
            )
        },
        "blocs:bloc_decision": [[pk] for pk in decisions],
        "blocs:bloc_decision_document": [[pk] for pk in decisions],
        "blocs:member_leaving": [[row.pk] for row in w.units["B"].memberships.all()],
        "blocs:member_stay": [[row.pk] for row in w.units["B"].memberships.all()],
        "blocs:office_vacancy": [[row.pk] for row in w.bloc.offices.all()],
        "blocs:office_correction": [[row.pk] for row in w.bloc.offices.all()],
        "blocs:office_withdrawal": [[row.pk] for row in w.bloc.offices.all()],
        "blocs:leader": [[w.units["B"].pk]],
        **{
            name: [[duty.pk] for duty in Representation.objects.filter(organization=w.units["B"])]
            for name in ("blocs:duty_end", "blocs:duty_correction")
        },
        "blocs:role_end": [[Appointment.objects.get(person=w.users["secretariat"].person).pk]],
        "blocs:affiliation_end": [[Affiliation.objects.order_by("pk").first().pk]],
        "blocs:access": [["a-link-that-is-none"]],
        "blocs:import_new": [["roster"]],
        "blocs:import_template": [["roster"]],
        **{
            f"blocs:import_{name}": [[run.pk] for run in whole.runs]
            for name in ("run", "columns", "options", "check", "confirm", "withdraw", "cancel", "errors")
        },
        "blocs:import_cell": [[run.pk, 2, "name"] for run in whole.runs],
        "blocs:import_skip": [[run.pk, 2] for run in whole.runs],
        "reports:history_of": [
            ["blocs.organization", w.units["B"].pk],
            ["blocs.bloc", w.bloc.pk],
            ["emulation.cycle", done],
            ["emulation.scoresheet", sheets[0]],
            ["awards.nomination", Nomination.objects.order_by("pk").first().pk],
        ],
        "emulation:year": [[whole.now.year_id]],
        **{
            name: [[whole.now.year_id]]
            for name in (
                "emulation:year_opening",
                "emulation:year_description",
                "emulation:year_calendar",
                "emulation:year_joining",
                "emulation:year_undoing",
                "awards:award_numbers",
                "awards:award_numbers_export",
            )
        },
        "emulation:window_change": [[now, act] for act in ("pledge", "voting")],
        "emulation:window_document": [[now, "pledge"]],
        "emulation:extension_change": [[now, whole.extension.pk]],
        "emulation:extension_removal": [[now, whole.extension.pk]],
        "emulation:extension_document": [[now, whole.extension.pk]],
        "reports:city": [[whole.done.year_id], [whole.now.year_id]],
        "reports:city_export": [[whole.now.year_id]],
        "emulation:windows_export": [[whole.now.year_id]],
        "reports:organization_years_export": [[w.units["B"].pk]],
        "reports:organization_honours_export": [[w.units["B"].pk]],
        "reports:history_of_export": [["blocs.organization", w.units["B"].pk]],
        "emulation:table": [[whole.now.table_version_id]],
        "emulation:table_export": [[whole.now.table_version_id]],
        "emulation:issued_paper": [[paper.pk] for paper in whole.papers],
        "emulation:pledge_document": [[whole.scan.pk]],
        "emulation:pledge_signature": [[p.pk] for p in whole.signing.parties.exclude(organization=None)]
        + [[whole.scan.party_id]],
        "emulation:pledge_paper_signature": [[p.pk] for p in whole.signing.parties.all()],
        "emulation:scoresheet_start": [[now, unit.pk] for unit in w.units.values()],
        "emulation:score_line": [[pk, line] for pk in sheets],
        "emulation:scoresheet_dispute": [[pk, line] for pk in sheets],
        "awards:nomination_new": [[done, unit.pk] for unit in w.units.values()],
        "awards:decision": [[whole.decision.pk]],
        "awards:decision_export": [[whole.decision.pk]],
        "reports:year_end_report_part": [[done, "advantages"]],
        "reports:year_end_report_number": [[whole.papers[1].pk]],
    }
    found = []
    for name, route in addresses().items():
        if name.split(":")[0] not in {"blocs", "emulation", "awards", "reports"}:
            continue
        arguments = rows.get(name)
        if arguments is None and "<" not in route:
            arguments = [[]]
        elif arguments is None and route.startswith("people/"):
            arguments = [[w.users[one].person_id] for one in ("clerk", "conflicted_board")]
        elif arguments is None and route.startswith("cycles/"):
            arguments = [[done], [now]]
        elif arguments is None and route.startswith("scoresheets/"):
            arguments = [[pk] for pk in sheets]
        elif arguments is None and route.startswith("nominations/"):
            arguments = [[pk] for pk in Nomination.objects.values_list("pk", flat=True)]
        assert arguments is not None, f"no row for {name}"
        found += [reverse(name, args=args) for args in arguments]
    return found
