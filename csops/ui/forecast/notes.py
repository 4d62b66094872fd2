"""What is to be said of the history above the page: that it is thin, or that much of it lies outside opening hours."""

from collections.abc import Callable
from datetime import date

from csops.services.staffing import Outlook
from csops.ui.forecast import wording
from csops.ui.kit.cards import Banner
from csops.ui.kit.formats import Formats
from csops.ui.kit.theme import Themes

MUCH_OUTSIDE = 0.1


def note(
    outlook: Outlook, themes: Themes, formats: Formats, *, today: date, open_hours: Callable[[], object] | None
) -> Banner | None:
    """Return the note that weighs most; `open_hours` leads to the opening hours, of whoever may change them."""
    outside = sum(each.outside_hours for each in outlook.outlooks.values())
    inside = sum(each.contacts for each in outlook.outlooks.values())
    share = outside / (outside + inside) if outside else 0.0
    if share <= MUCH_OUTSIDE:
        if wording.is_old(outlook, today):
            return Banner(themes, wording.ends_early(outlook, formats), family="warning")
        return None if outlook.is_enough else Banner(themes, wording.thin_history(outlook))
    banner = Banner(themes, wording.outside_hours(outside, share, formats), family="warning")
    if open_hours is not None:
        banner.add_button(wording.tr("Change opening hours"), open_hours)
    return banner
