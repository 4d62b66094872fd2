"""The columns of a list of customers for what is known of them besides: firm, segment, birthday, own fields."""

from collections.abc import Callable, Sequence

from csops.domain.lines import CustomerLine
from csops.ui.customers.birthday_words import birthday_words
from csops.ui.customers.wording import consent_words, tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import QUIET, CellLook, Column

OWN = "own:"
"""Begins the key of a column that shows one of the shop's own fields."""


def details_columns(formats: Callable[[], Formats], own: Sequence[str]) -> list[Column]:
    """Return the columns; all but the segment wait until somebody asks for them."""
    return [
        _text("firm", tr("Firm"), lambda line: line.firm, width=140),
        Column(
            key="segment",
            title=tr("Segment"),
            value=lambda line: line.segment or None,
            look=lambda line: CellLook(pill="neutral") if line.segment else QUIET,
            width=104,
            hidden=True,
        ),
        _text("birthday", tr("Birthday"), lambda line: birthday_words(line.birthday, formats()), width=120),
        _text("motive", tr("Why they buy"), lambda line: line.motive, width=140),
        _text("consent", tr("Consent"), lambda line: consent_words(line.consent), width=110),
        _text("number", tr("Number in its file"), lambda line: line.number or "", width=110),
        *(_own(name) for name in own),
    ]


def _text(key: str, title: str, value: Callable[[CustomerLine], str], *, width: int) -> Column:
    return Column(
        key=key,
        title=title,
        value=lambda line: value(line) or None,
        look=lambda _line: QUIET,
        width=width,
        hidden=True,
    )


def _own(name: str) -> Column:
    def value(line: CustomerLine) -> str | None:
        wanted = name.casefold()
        return next((" ".join(one.value.split()) for one in line.fields if one.name.casefold() == wanted), None)

    return Column(
        key=f"{OWN}{name}", title=name, value=value, look=lambda _line: QUIET, width=120, sortable=False, hidden=True
    )
