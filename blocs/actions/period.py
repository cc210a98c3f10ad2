"""What holds for the end of every right and tie."""

from datetime import date

from django.utils.translation import gettext as _

from blocs.errors import BadInput


def refuse_to_prolong(ends: date | None, last: date) -> None:
    """Raises BadInput where `last` lies after the end there is: ending never makes a right last longer."""
    if ends is not None and last > ends:
        raise BadInput(
            _("It ends on {date} already. To let it last longer, give it anew from the day after.").format(
                date=f"{ends:%d/%m/%Y}"
            ),
            field="until",
        )
