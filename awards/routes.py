"""The addresses of `awards`."""

from django.urls import path

from awards.views import award_numbers, cycle_nominations, decisions, honours, nomination_acts, nominations

app_name = "awards"
urlpatterns = [
    path("honours/", honours.honours, name="honours"),
    path("honours/export/", honours.honours_export, name="honours_export"),
    path("nominations/", nominations.nominations, name="nominations"),
    path("nominations/export/", nominations.nominations_export, name="nominations_export"),
    path("nominations/opinions/export/", nominations.opinions_export, name="opinions_export"),
    path("nominations/<int:pk>/", nominations.nomination, name="nomination"),
    path("nominations/<int:pk>/receipt/", nomination_acts.receipt, name="nomination_receipt"),
    path("nominations/<int:pk>/supplement/", nomination_acts.supplement, name="nomination_supplement"),
    path("nominations/<int:pk>/appraisal/", nomination_acts.appraisal, name="nomination_appraisal"),
    path("nominations/<int:pk>/approval/", nomination_acts.approval, name="nomination_approval"),
    path("nominations/<int:pk>/non-approval/", nomination_acts.nonapproval, name="nomination_nonapproval"),
    path("nominations/<int:pk>/opinion/", nomination_acts.opinion, name="opinion"),
    path("nominations/<int:pk>/dossier/", cycle_nominations.nomination_edit, name="nomination_edit"),
    path("nominations/<int:pk>/removal/", cycle_nominations.nomination_removal, name="nomination_removal"),
    path("cycles/<int:pk>/nominations/", cycle_nominations.cycle_nominations, name="cycle_nominations"),
    path(
        "cycles/<int:pk>/nominations/export/",
        cycle_nominations.cycle_nominations_export,
        name="cycle_nominations_export",
    ),
    path("cycles/<int:pk>/nominations/sending/", cycle_nominations.sending, name="nomination_sending"),
    path(
        "cycles/<int:pk>/nominations/new/<int:organization_pk>/",
        cycle_nominations.nomination_new,
        name="nomination_new",
    ),
    path("years/<int:year>/award-numbers/", award_numbers.year_award_numbers, name="award_numbers"),
    path(
        "years/<int:year>/award-numbers/export/",
        award_numbers.award_numbers_export,
        name="award_numbers_export",
    ),
    path("decisions/", decisions.decision_list, name="decisions"),
    path("decisions/export/", decisions.decisions_export, name="decisions_export"),
    path("decisions/new/", decisions.decision_new, name="decision_new"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/export/", decisions.decision_export, name="decision_export"),
]
