"""Sheets of the staffing workbook that work themselves out again: each channel on which somebody waits, by itself."""

from collections.abc import Sequence
from dataclasses import replace

from csops.domain import erlang_formulas as erlang
from csops.domain.assumptions import Assumptions
from csops.domain.channels import Channel
from csops.domain.erlang_c import erlang_c
from csops.domain.exact import exact
from csops.domain.formulas import Formula
from csops.domain.reports import Cell, ColumnKind, Input, LiveColumn, LiveSheet, Outcome, Row
from csops.domain.requirement import IntervalNeed
from csops.domain.shrinkage import rostered
from csops.services.staffing import Outlook, Plan, interval_loads
from csops.services.staffing_alone import Alone, exact_chat, of_channel
from csops.services.staffing_basis import assumptions

_MARKED = "Change what is marked: everything else follows by formulas (Erlang C). Goal of {channel}: {promise}."
_APART = (
    "{channel} by itself, without the cover asked for while open. In the plan people help each other on every channel, "
    "which takes fewer than the channels added up: its figures stand beside as values, as they were."
)
_PATIENT = "Nobody is assumed to give up while waiting, here as in the plan."
_CHAT = "Several at once are reckoned here as shorter contacts; the exact number stands beside as a value."


def live_sheets(outlook: Outlook, plans: Sequence[Plan]) -> tuple[LiveSheet, ...]:
    """Return a sheet for each immediate channel, over all weeks that are planned."""
    intervals = tuple(load for plan in plans for load in interval_loads(outlook, week=plan.week))
    together = tuple(cell for plan in plans for cell in plan.what_if.cells)
    if not intervals:
        return ()
    asked = plans[0].assumptions
    return tuple(
        sheet_of(of_channel(channel, intervals, asked, together, currency=outlook.shop.currency, sources=sources))
        for channel in outlook.channels
        if channel.is_immediate
        for sources in [_sources(outlook, channel, asked)]
    )


def sheet_of(found: Alone) -> LiveSheet:
    """Return the sheet of one channel."""
    share, target_s = found.asked.goal(found.loads[0])
    channel, promise = found.channel.name, f"{share * 100:g} % answered within {target_s:g} s"
    more = (_CHAT,) if found.is_chat else ()
    return LiveSheet(
        title=f"{channel} alone",
        lines=(
            _MARKED.format(channel=channel, promise=promise),
            _APART.format(channel=channel),
            " ".join((_PATIENT, *more)),
        ),
        inputs=_inputs(found),
        outcomes=_outcomes(found),
        columns=_columns(found),
        rows=_rows(found),
        note="To reckon with: change volume, handle time, goal, shrinkage or cost, and the people follow",
    )


def _sources(outlook: Outlook, channel: Channel, asked: Assumptions) -> dict[str, str]:
    """Where the assumptions are from, in the words of the sheet that lists them."""
    listed = {entry.name: entry.source for entry in assumptions(outlook, asked).entries}
    goal = listed[f"Target, {channel.name}"]
    return {
        "volume": listed.get("Contacts, share of the forecast", "As forecast"),
        "handle": listed[f"Handle time, {channel.name}"],
        "efficiency": "Usual figure; one person with several at once does so much more than with one",
        "target": goal,
        "level_wanted": goal,
        "occupancy_cap": listed["Occupancy at most"],
        "shrinkage": listed["Shrinkage"],
        "rate": listed["Cost of a paid hour"],
    }


def _inputs(found: Alone) -> tuple[Input, ...]:
    share, target_s = found.asked.goal(found.loads[0])
    asked, share_of, seconds = found.asked, ColumnKind.SHARE, "seconds"
    entries = (
        Input(
            key="volume",
            name="Contacts, share of the forecast",
            value=asked.volume_factor,
            allowed=(0, 100),
            kind=share_of,
        ),
        Input(key="handle", name="Mean handle time", value=found.handle_time_s, allowed=(0.1, 86_400), unit=seconds),
        *_efficiency(found),
        Input(key="target", name="Answered within", value=target_s, allowed=(0, 86_400), unit=seconds),
        Input(key="level_wanted", name="Share answered in time", value=share, allowed=(0.001, 0.999), kind=share_of),
        Input(
            key="occupancy_cap", name="Occupancy at most", value=asked.max_occupancy, allowed=(0.01, 1), kind=share_of
        ),
        Input(key="shrinkage", name="Shrinkage", value=float(asked.shrinkage), allowed=(0, 0.99), kind=share_of),
        Input(
            key="rate",
            name="Cost of a paid hour",
            value=asked.cost_per_hour,
            allowed=(0, 1_000_000),
            kind=ColumnKind.MONEY,
            currency=found.currency,
        ),
    )
    return tuple(replace(entry, source=found.sources.get(entry.key, "")) for entry in entries)


def _efficiency(found: Alone) -> tuple[Input, ...]:
    if not found.is_chat:
        return ()
    at_once = found.loads[0].concurrency
    return (
        Input(
            key="efficiency",
            name=f"Work of one person, {at_once} at once",
            value=found.efficiency,
            allowed=(1, 10),
            unit="times one",
        ),
    )


def _outcomes(found: Alone) -> tuple[Outcome, ...]:
    needed, money = found.needed, ColumnKind.MONEY
    hours = f"SUM({{people:all}})*{found.length_s:.15g}/3600"
    return (
        Outcome(name="Contacts", formula=erlang.total("contacts"), value=needed.contacts, decimals=0),
        Outcome(
            name="People at the peak",
            formula=Formula(text="MAX({people:all})"),
            value=needed.people_at_peak,
            kind=ColumnKind.INTEGER,
        ),
        Outcome(name="Hours required", formula=Formula(text=hours), value=needed.hours_required),
        Outcome(name="Paid hours", formula=erlang.rounded_total("paid"), value=needed.paid_hours, decimals=2),
        Outcome(
            name="Cost",
            formula=erlang.rounded_total("cost"),
            value=needed.cost,
            kind=money,
            currency=found.currency,
        ),
        Outcome(
            name="Answered in time",
            formula=erlang.total_level(),
            value=needed.service_level,
            kind=ColumnKind.SHARE,
        ),
    )


def _columns(found: Alone) -> tuple[LiveColumn, ...]:
    time, whole, share_of = found.person_time, ColumnKind.INTEGER, ColumnKind.SHARE
    number = ColumnKind.NUMBER
    before = ("least", *map(erlang.step_key, found.reach.steps))
    return (
        LiveColumn(key="start", title="From", kind=ColumnKind.DATETIME, width=31),
        LiveColumn(key="forecast", title="Forecast", kind=number, decimals=2, allowed=(0, 1_000_000)),
        LiveColumn(key="contacts", title="Contacts", kind=number, decimals=2, formula=erlang.contacts()),
        LiveColumn(
            key="load",
            title="Load",
            unit="Erlang",
            kind=number,
            decimals=2,
            formula=erlang.load(time, length_s=found.length_s),
        ),
        LiveColumn(key="people", title="People needed", kind=whole, formula=Formula(text=f"{{{before[-1]}}}")),
        LiveColumn(key="waits", title="Have to wait", kind=share_of, formula=erlang.waits()),
        LiveColumn(key="level", title="Answered in time", kind=share_of, formula=erlang.level(time)),
        LiveColumn(key="wait", title="Mean wait", unit="seconds", kind=number, formula=erlang.mean_wait(time)),
        LiveColumn(key="occupancy", title="Occupancy", kind=share_of, formula=erlang.occupancy()),
        LiveColumn(key="rostered", title="On the roster", kind=whole, formula=erlang.rostered()),
        LiveColumn(
            key="paid", title="Paid hours", kind=number, decimals=2, formula=erlang.paid_hours(length_s=found.length_s)
        ),
        LiveColumn(key="cost", title="Cost", kind=ColumnKind.MONEY, currency=found.currency, formula=erlang.cost()),
        *_values(found),
        LiveColumn(
            key="in_time", title="Contacts in time", kind=number, decimals=2, is_hidden=True, formula=erlang.in_time()
        ),
        LiveColumn(key="least", title="At least", kind=whole, is_hidden=True, formula=erlang.least(found.reach)),
        *(
            LiveColumn(
                key=erlang.step_key(step),
                title=f"Search by {step}",
                kind=whole,
                is_hidden=True,
                formula=erlang.search(step, before=earlier, person_time=time),
            )
            for step, earlier in zip(found.reach.steps, before, strict=False)
        ),
    )


def _values(found: Alone) -> tuple[LiveColumn, ...]:
    """What stands beside as it was."""
    chat = LiveColumn(key="exact", title="Exact, this channel", unit="value", kind=ColumnKind.INTEGER)
    return (
        *((chat,) if found.is_chat else ()),
        LiveColumn(key="pooled", title="People of the plan", unit="value", kind=ColumnKind.INTEGER),
        LiveColumn(key="pooled_level", title="In time in the plan", unit="value", kind=ColumnKind.SHARE),
    )


def _rows(found: Alone) -> tuple[Row, ...]:
    chat = exact_chat(found) if found.is_chat else {}
    return tuple(
        (
            cell.starts_at.replace(tzinfo=None),
            load.contacts,
            *_figures(cell, found.asked),
            *((chat.get(load.contacts),) if found.is_chat else ()),
            together.agents,
            together.service_level,
            cell.contacts * cell.service_level if cell.service_level is not None else 0.0,
            *_search(cell, found.asked, found.reach),
        )
        for load, cell, together in zip(found.loads, found.needed.cells, found.together, strict=True)
    )


def _figures(cell: IntervalNeed, asked: Assumptions) -> tuple[Cell, ...]:
    """The figures of an interval in the order of the columns, from contacts to cost."""
    paid = cell.agents * exact(cell.length_s) / 3600 / (1 - exact(asked.shrinkage))
    return (
        cell.contacts,
        cell.immediate_load,
        cell.agents,
        erlang_c(cell.immediate_load, cell.agents) if cell.agents else None,
        cell.service_level,
        cell.mean_wait_s,
        cell.occupancy if cell.agents else None,
        rostered(cell.agents, shrinkage=asked.shrinkage),
        float(paid),
        float(paid * exact(asked.cost_per_hour)),
    )


def _search(cell: IntervalNeed, asked: Assumptions, reach: erlang.Reach) -> tuple[int, ...]:
    least = erlang.least_people(cell.immediate_load, max_occupancy=asked.max_occupancy)
    return (least, *erlang.search_steps(reach, least=least, people=cell.agents))
