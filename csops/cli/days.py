"""The command about days of the history: what looks wrong in them, and what a person says of them."""

import argparse
from datetime import date
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call, Command
from csops.domain import wording

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.day_marks import DayMark
    from csops.domain.histories import ChannelHistory, Finding
    from csops.services.workspace import Workspace

_CLOSED = "closed"
_KINDS = ("event", "left-out", "ordinary", _CLOSED)
_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


def _arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--channel", metavar="C", help="one channel; else each that has contacts")
    actions = parser.add_subparsers(dest="what", metavar="WHAT")
    mark = actions.add_parser("mark", help="say what days were or will be", description="Say what days were or will be")
    mark.add_argument("--from", dest="first", metavar="D", required=True, help="first day")
    mark.add_argument("--to", dest="last", metavar="D", help="last day (default: the first)")
    mark.add_argument("--as", dest="kind", choices=_KINDS, required=True, help="what these days are")
    mark.add_argument("--name", metavar="N", help="what it is called; the same name is the same event again")
    mark.add_argument("--effect", metavar="+30%", help="assumed effect of an event; without it, it is measured")
    mark.add_argument("--channel", metavar="C", help="one channel; else all of them")
    unmark = actions.add_parser("unmark", help="take a mark away", description="Take a mark away")
    unmark.add_argument("id", type=int, metavar="ID", help="number of the mark")


def days(call: Call) -> Answer:
    """Say what looks wrong in the history and what is said of its days; or say something of them."""
    if call.options.what == "mark":
        return _mark(call)
    if call.options.what == "unmark":
        from csops.services.day_marks import unmark

        with call.workspace() as workspace:
            unmark(workspace, mark_id=call.options.id)
        return Answer(data={"id": call.options.id}, lines=("Taken away; `csops undo` brings it back",))
    from csops.services.histories import histories

    with call.workspace() as workspace:
        found = histories(workspace, channel=call.options.channel)
    lines = tuple(line for each in found for line in _lines(each))
    return Answer(
        data={"channels": [_data(each) for each in found]}, lines=lines or ("Nothing is logged to look back at",)
    )


def _mark(call: Call) -> Answer:
    from csops.domain.day_marks import DayMark, MarkKind
    from csops.services.day_marks import close_days, mark_days
    from csops.services.forecast import channel_ids
    from csops.services.settings import team

    options = call.options
    with call.workspace() as workspace:
        first = _day(options.first, workspace, "--from")
        last = _day(options.last, workspace, "--to") if options.last else first
        if options.kind == _CLOSED:
            closed = close_days(workspace, first_day=first, last_day=last, name=options.name or "")
            return Answer(
                data={"closed": list(closed)}, lines=(f"Closed by the opening hours too: {_span(first, last)}",)
            )
        channel = options.channel
        mark = mark_days(
            workspace,
            mark=DayMark(
                first_day=first,
                last_day=last,
                kind=MarkKind(options.kind),
                channel_id=channel_ids(team(workspace).channels, channel)[0] if channel else None,
                name=options.name or "",
                effect=wording.factor(options.effect, field="--effect") if options.effect else None,
            ),
        )
    return Answer(data=_mark_data(mark), lines=(f"Mark {mark.id}: {_mark_words(mark)}",))


def _day(text: str, workspace: "Workspace", field: str) -> date:
    # A bare weekday or 14 Dec is most often one that has been: history is what is marked.
    return wording.day(text, today=workspace.today(), field=field, past=True)


def _data(found: "ChannelHistory") -> dict[str, Any]:
    return {
        "channel": found.channel.key,
        "first_day": min(found.came, default=None),
        "last_day": max(found.came, default=None),
        "days": len(found.came),
        "contacts": sum(found.came.values()),
        "missing_days": list(found.missing_days),
        "closed_days": {day.isoformat(): name for day, name in found.closed_days.items() if name},
        "findings": [{**vars(each)} for each in found.findings],
        "marks": [_mark_data(each) for each in found.marks],
        "effects": [_effect_data(found, name) for name in found.effects],
    }


def _effect_data(found: "ChannelHistory", name: str) -> dict[str, Any]:
    effect = found.effects[name]
    return {key: value for key, value in vars(effect).items() if key != "variance"}


def _mark_data(mark: "DayMark") -> dict[str, Any]:
    return {key: value for key, value in vars(mark).items() if key != "version"}


def _lines(found: "ChannelHistory") -> list[str]:
    if not found.came:
        return [f"{found.channel.name}: no contacts"]
    span = f"{min(found.came)} to {max(found.came)}"
    lines = [f"{found.channel.name}: {sum(found.came.values()):g} contacts on {len(found.came)} open days, {span}"]
    lines += [f"  ? {_finding_words(each)}" for each in found.findings]
    for mark in found.marks:
        effect = found.effect(mark.name) if mark.effect is None else None
        measured = f", measured {_change(effect.factor)} (days: {effect.days})" if effect else ""
        lines.append(f"  # {mark.id} {_mark_words(mark)}{measured}")
    return lines


def _finding_words(found: "Finding") -> str:
    words = {
        "missing": f"nothing is logged on {found.days} open days",
        "high": f"{found.came:g} contacts, usual are {found.expected or 0:.0f}",
        "low": f"{found.came:g} contacts, usual are {found.expected or 0:.0f}",
        "empty": f"nothing came, usual are {found.expected or 0:.0f}",
        "outside": f"closed, and {found.came:g} contacts were answered",
        "idle-weekday": f"open on {_WEEKDAYS[found.first_day.weekday()]}, and nearly never anything comes",
        "busy-weekday": f"closed on {_WEEKDAYS[found.first_day.weekday()]}, and contacts were answered on {found.days}",
    }
    return f"{_span(found.first_day, found.last_day)}: {words[found.odd.value]}"


def _mark_words(mark: "DayMark") -> str:
    effect = f", assumed {_change(mark.effect)}" if mark.effect is not None else ""
    return f"{_span(mark.first_day, mark.last_day)}: {mark.kind.value}{f' {mark.name}' if mark.name else ''}{effect}"


def _span(first: date, last: date) -> str:
    return str(first) if first == last else f"{first} to {last}"


def _change(factor: float) -> str:
    return f"{100 * (factor - 1):+.0f} %"


COMMANDS = (
    Command(
        name="days", does="Days of the history: what looks wrong, what is said of them", run=days, arguments=_arguments
    ),
)
