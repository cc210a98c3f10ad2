"""The addresses of `emulation`."""

from django.urls import path

from emulation.views import cycle, paper, pledge, pledge_signature, window, years

app_name = "emulation"
urlpatterns = [
    path("cycles/<int:pk>/", cycle.cycle, name="cycle"),
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
    path("cycles/<int:pk>/papers/", paper.papers, name="papers"),
    path("papers/<int:pk>/", paper.issued_paper, name="issued_paper"),
    path("years/", years.years, name="years"),
    path("years/new/", years.year_new, name="year_new"),
    path("years/<int:year>/", years.year, name="year"),
]
