"""The columns, filters and tiles of the list of recoveries."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication

from csops.domain.cases import Cause
from csops.domain.recovery_lines import Part, RecoveryLine, RecoveryQuestion, RecoverySort, RecoverySummary
from csops.domain.recovery_outcomes import Stay
from csops.ui.cases.care_words import cause_words
from csops.ui.cases.recovery_words import stay_words
from csops.ui.kit.cards import Figure
from csops.ui.kit.choices import Option
from csops.ui.kit.filters import FilterField
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.table_cells import QUIET, Align, CellLook, Column

STAY, CAUSE, SORT, TIME = "stay", "cause", "sort", "time"
_DAYS = {"90": 90, "365": 365}
_FAMILIES = {Stay.STAYED: "success", Stay.LOST: "danger"}


def tr(text: str, number: int = -1) -> str:
    """Translate a text about the list of recoveries; with a number in its plural form."""
    return QCoreApplication.translate("RecoveryList", text, "", number)


def recovery_columns(formats: Callable[[], Formats]) -> list[Column]:
    """Return the columns; `formats` are those of the shop's zone as it is now."""

    def begun(line: RecoveryLine) -> datetime:
        return line.started_at.astimezone(formats().zone).replace(tzinfo=None)

    def agreed(line: RecoveryLine) -> str | None:
        return (
            None if line.settled is None else tr("{hours} h").format(hours=formats().number(line.settled_h, decimals=1))
        )

    return [
        Column(
            key="started_at", title=tr("Begun"), value=begun, width=108, pinned=True,
            text=lambda value: formats().day(value.date(), year=True),
        ),
        Column(
            key="customer", title=tr("Customer"), value=lambda line: line.customer or None, width=160,
            look=lambda line: CellLook(strong=bool(line.customer), avatar=line.customer),
        ),
        Column(key="title", title=tr("About"), value=lambda line: line.title, width=200),
        Column(
            key="stay", title=tr("Stayed?"), value=lambda line: stay_words(line.stay), width=136,
            look=lambda line: CellLook(pill=_FAMILIES.get(line.stay, "neutral")),
        ),
        Column(
            key="answers", title=tr("Answered later"), value=lambda line: ", ".join(line.answers) or None, width=128,
            sortable=False, look=lambda line: CellLook(pill="danger", note=tr("Low")) if line.low else QUIET,
        ),
        Column(
            key="cause", title=tr("Root cause"), width=104, look=lambda _line: QUIET,
            value=lambda line: cause_words(Cause(line.cause)) if line.cause else None,
        ),
        Column(
            key="learnt", title=tr("What was learnt"), value=lambda line: " ".join(line.learnt.split()) or None,
            width=220, grows=True,
        ),
        Column(
            key="settled", title=tr("Agreed after"), value=agreed, align=Align.TRAILING, width=112, hidden=True,
            look=lambda line: CellLook(pill="danger", note=tr("Not in time")) if line.settled is False else QUIET,
        ),
    ]  # fmt: skip


def recovery_filters() -> list[FilterField]:
    """Return what the list can be filtered by."""
    causes = tuple(Option(key=cause.value, text=cause_words(cause)) for cause in Cause)
    stays = tuple(Option(key=one.value, text=stay_words(one)) for one in Stay)
    return [
        FilterField(key=STAY, title=tr("Outcome"), options=stays),
        FilterField(key=CAUSE, title=tr("Root cause"), options=(*causes, Option(key="none", text=tr("Not noted")))),
        FilterField(
            key=SORT, title=tr("Which"), is_single=True, is_bare=True,
            options=(
                Option(key=RecoverySort.TAUGHT.value, text=tr("With a lesson")),
                Option(key=RecoverySort.UNTAUGHT.value, text=tr("Without a lesson")),
                Option(key=RecoverySort.LOW.value, text=tr("Low answer afterwards")),
                Option(key=RecoverySort.OPEN.value, text=tr("Going on")),
            ),
        ),
        FilterField(
            key=TIME, title=tr("Time"), is_single=True, is_bare=True,
            options=(Option(key="90", text=tr("Last 90 days")), Option(key="365", text=tr("Last 12 months"))),
        ),
    ]  # fmt: skip


def question_of(chosen: Mapping[str, Sequence[str]], *, words: str, now: datetime) -> RecoveryQuestion:
    """Return what the filters and the search say as a question."""
    sort = next(iter(chosen.get(SORT, ())), "")
    days = _DAYS.get(next(iter(chosen.get(TIME, ())), ""))
    return RecoveryQuestion(
        stays=tuple(Stay(key) for key in chosen.get(STAY, ())),
        causes=tuple("" if key == "none" else key for key in chosen.get(CAUSE, ())),
        sort=RecoverySort(sort) if sort else None,
        since=None if days is None else now - timedelta(days=days),
        words=words.strip(),
    )


def recovery_figures(found: RecoverySummary, formats: Formats) -> list[tuple[str, Figure]]:
    """Return the tiles above the list, each with the filter that shows what is behind it."""
    rule = tr("Lost: nothing bought or asked within {days} days").format(days=formats.number(found.lost_after_days))
    unclear = tr("of %Ln it cannot be told yet", found.unclear) if found.unclear else rule
    whole: list[tuple[str, dict[str, Any]]] = [
        ("", {"name": tr("Recoveries"), "value": formats.number(found.n), "verdict": tr("%Ln go on", found.going_on)}),
        (STAY, {"name": tr("Customers who stayed"), **_shown(found.stayed, formats, unclear)}),
        (
            "settled",
            {
                "name": tr("Remedy agreed in time"),
                **_shown(found.settled, formats, tr("8 opening hours, owner and date")),
            },
        ),
        (
            SORT,
            {
                "name": tr("Answered afterwards"),
                "value": tr("{part} of {whole}").format(
                    part=formats.number(found.answered), whole=formats.number(found.n)
                ),
                "verdict": tr("%Ln with a low answer", found.low),
            },
        ),
    ]
    return [(key, Figure(verdict_family="neutral", brief=values.get("verdict", ""), **values)) for key, values in whole]


def _shown(found: Part, formats: Formats, note: str) -> dict[str, str]:
    counts = tr("{part} of {whole}").format(part=formats.number(found.part), whole=formats.number(found.whole))
    if not found.whole:
        return {"value": UNKNOWN, "verdict": note}
    if found.interval is None:
        return {"value": counts, "verdict": tr("Too few to judge")}
    low, high = formats.number(100 * found.interval.low), formats.share(found.interval.high)
    interval = tr("{counts}, {low} to {high}").format(counts=counts, low=low, high=high)
    return {"value": formats.share(found.share), "verdict": interval}
