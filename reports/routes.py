"""The addresses of `reports`."""

from django.urls import path

from reports.views import (
    city,
    components,
    demo,
    history,
    home,
    organization,
    organization_exports,
    search,
    year_end_report,
)

app_name = "reports"
urlpatterns = [
    path("", home.home, name="home"),
    path("demo/login/", demo.demo_login, name="demo_login"),
    path("organizations/<int:pk>/", organization.organization, name="organization"),
    path(
        "organizations/<int:pk>/years/export/",
        organization_exports.organization_years_export,
        name="organization_years_export",
    ),
    path(
        "organizations/<int:pk>/honours/export/",
        organization_exports.organization_honours_export,
        name="organization_honours_export",
    ),
    path("years/<int:year>/blocs/", city.city, name="city"),
    path("years/<int:year>/blocs/export/", city.city_export, name="city_export"),
    path("history/", history.history, name="history"),
    path("history/export/", history.history_export, name="history_export"),
    path("history/accesses/", history.history_access, name="history_access"),
    path("history/accesses/export/", history.history_access_export, name="history_access_export"),
    path("history/<str:object_type>/<int:pk>/", history.history_of, name="history_of"),
    path("history/<str:object_type>/<int:pk>/export/", history.history_of_export, name="history_of_export"),
    path("search/", search.search_page, name="search"),
    path("search/suggestions/", search.suggestions, name="suggestions"),
    path("components/", components.components, name="components"),
    path("cycles/<int:pk>/year-end-report/", year_end_report.report_page, name="year_end_report"),
    path(
        "cycles/<int:pk>/year-end-report/paper/", year_end_report.report_paper, name="year_end_report_paper"
    ),
    path(
        "cycles/<int:pk>/year-end-report/issue/", year_end_report.report_issue, name="year_end_report_issue"
    ),
    path(
        "cycles/<int:pk>/year-end-report/parts/<slug:section>/",
        year_end_report.report_part,
        name="year_end_report_part",
    ),
    path("year-end-reports/<int:pk>/number/", year_end_report.report_number, name="year_end_report_number"),
]
