"""The office of an organisation in a bloc's year, for pages that list memberships."""

from django.db.models import OuterRef, Subquery

from blocs.models import Bloc, Office
from blocs.models.office import OfficeRole


def office_role() -> Subquery:
    """The office that a membership's organisation holds or last held in its bloc and year."""
    offices = Office.objects.filter(
        bloc=OuterRef("bloc"), organization=OuterRef("organization"), year=OuterRef("year")
    )
    return Subquery(offices.order_by("-since", "-pk").values("role")[:1])


def office_word(bloc: Bloc, role: str | None) -> str:
    """The bloc's own title of an office, or nothing."""
    titles: dict[str | None, str] = {OfficeRole.HEAD: bloc.head_title, OfficeRole.DEPUTY: bloc.deputy_title}
    return titles.get(role, "")
