"""Commands about what is to be done: follow-ups, promises to customers, and work that is handed over."""

import argparse
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from csops.cli import naming
from csops.cli.call import Answer, Call, Command
from csops.domain import wording
from csops.domain.errors import NotUnderstood

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.cases import FollowUp
    from csops.domain.handovers import Handed, Held
    from csops.domain.promises import Promise
    from csops.services.workspace import Workspace

_WEEKS_BACK = timedelta(days=90)


# ------------------------------------------------------------ follow-ups
def _follow_up_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="what", metavar="WHAT")
    add = actions.add_parser("add", help="mean to do something on a case", description="Mean to do something on a case")
    add.add_argument("--case", type=int, metavar="ID", required=True)
    when = add.add_mutually_exclusive_group(required=True)
    when.add_argument("--due", metavar="WHEN", help=naming.DUE)
    when.add_argument("--silent", type=int, metavar="N", help="due when nobody was in touch for N days")
    add.add_argument("--text", metavar="S", default="", help="what to do (default: the title of the case)")
    add.add_argument("--owner", metavar="NAME", help="who does it (default: the owner of the case)")
    done = actions.add_parser("done", help="mark one as done", description="Mark a follow-up as done")
    done.add_argument("id", type=int, metavar="ID")
    later = actions.add_parser("postpone", help="move one to another day", description="Move a follow-up")
    later.add_argument("id", type=int, metavar="ID")
    later.add_argument("--due", metavar="WHEN", required=True, help=naming.DUE)


def follow_up(call: Call) -> Answer:
    """List what is to be done, late, today and tomorrow; add, finish or postpone a follow-up."""
    from csops.services import follow_ups

    options = call.options
    with call.workspace() as workspace:
        if options.what is None:
            return _list_follow_ups(workspace)
        if options.what == "done":
            kept = follow_ups.finish_follow_up(workspace, follow_up_id=options.id)
        elif options.what == "postpone":
            due_at, time_known = _due(workspace, options.due)
            kept = follow_ups.postpone(workspace, follow_up_id=options.id, due_at=due_at, time_known=time_known)
        else:
            kept = _add_follow_up(workspace, options)
    return Answer(data=_follow_up_data(kept), lines=(f"Follow-up {kept.id}: {kept.what}, due {_when(kept)}",))


def _add_follow_up(workspace: "Workspace", options: argparse.Namespace) -> "FollowUp":
    from csops.services import follow_ups, settings

    due_at, time_known = _due(workspace, options.due) if options.due else (None, False)
    (kept,) = follow_ups.add_follow_up(
        workspace,
        case_ids=[options.case],
        due_at=due_at,
        time_known=time_known,
        owner_id=naming.member(options.owner, settings.team(workspace)),
        what=options.text,
        silent_days=options.silent,
    )
    return kept


def _list_follow_ups(workspace: "Workspace") -> Answer:
    from csops.services.today import promises

    found = promises(workspace)
    groups = {"late": found.late, "today": found.today, "tomorrow": found.tomorrow}
    names = ("id", "case_id", "due_at", "time_known", "what", "customer", "owner", "kind", "source_id", "silent_days")
    data: dict[str, Any] = {
        name: [{key: _plain(getattr(line, key)) for key in names} for line in lines] for name, lines in groups.items()
    }
    lines = [
        f"{name:<8} {line.id:>6}  {_when(line)}  {line.what or line.title}: {line.customer or 'unknown'}"
        for name, some in groups.items()
        for line in some
    ]
    lines.append(f"{found.later} due later")
    return Answer(data={**data, "later": found.later}, lines=tuple(lines))


# ------------------------------------------------------------ promises
def _promise_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--from", dest="first", metavar="D", help="count those due from this day (default: 90 days)")
    parser.add_argument("--to", dest="last", metavar="D", help="to this day (default: today)")
    actions = parser.add_subparsers(dest="what", metavar="WHAT")
    make = actions.add_parser("make", help="promise something", description="Promise something to a customer")
    make.add_argument("--case", type=int, metavar="ID", required=True)
    make.add_argument("--text", metavar="S", required=True, help="what the customer may expect")
    make.add_argument("--due", metavar="WHEN", required=True, help=naming.DUE)
    make.add_argument("--owner", metavar="NAME", help="who keeps it (default: the owner of the case)")
    for name, does in (
        ("keep", "Mark a promise as done: kept on its date, or broken after it"),
        ("tell", "Note that the customer heard before the date that it slips"),
        ("give-up", "Say that a promise will not be kept"),
        ("withdraw", "Take a promise back with the customer's consent"),
    ):
        action = actions.add_parser(name, help=does[:1].lower() + does[1:], description=does)
        action.add_argument("id", type=int, metavar="ID")
        if name == "tell":
            action.add_argument("--due", metavar="WHEN", help="the day that the customer was given instead")
        elif name != "keep":
            action.add_argument("--reason", metavar="S", default="", help="why")


def promise(call: Call) -> Answer:
    """List the open promises and count those kept on their date; make, keep or end one."""
    with call.workspace() as workspace:
        if call.options.what is None:
            return _list_promises(workspace, call.options)
        kept = _promise_act(workspace, call.options)
    said = f"Promise {kept.id}: {kept.what}, by {_when(kept)}: {kept.state.value}"
    return Answer(data=_promise_data(kept), lines=(said,))


def _promise_act(workspace: "Workspace", options: argparse.Namespace) -> "Promise":
    from csops.services import promises, settings

    due_at, time_known = _due(workspace, options.due) if getattr(options, "due", None) else (None, False)
    if options.what == "make":
        return promises.make_promise(
            workspace,
            case_id=options.case,
            what=options.text,
            due_at=due_at,
            time_known=time_known,
            owner_id=naming.member(options.owner, settings.team(workspace)),
        )
    if options.what == "tell":
        return promises.tell_of_slip(workspace, promise_id=options.id, next_at=due_at, time_known=time_known)
    if options.what == "give-up":
        return promises.give_up_promise(workspace, promise_id=options.id, reason=options.reason)
    if options.what == "withdraw":
        return promises.withdraw_promise(workspace, promise_id=options.id, reason=options.reason)
    return promises.keep_promise(workspace, promise_id=options.id)


def _list_promises(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services import promises

    now, zone = workspace.now(), workspace.shop().zone
    since = wording.moment(options.first, now=now, zone=zone, field="--from", past=True)[0] if options.first else None
    until = wording.moment(options.last, now=now, zone=zone, field="--to", past=True)[0] if options.last else now
    until += timedelta(days=1) if options.last else timedelta(0)
    found = promises.how_promises_were_kept(workspace, since=since or now - _WEEKS_BACK, until=until)
    still = promises.open_promises(workspace)
    share = "–" if found.share is None else f"{100 * found.share:.0f} %"
    lines = [f"{one.id:>6}  case {one.case_id}  {_when(one)}  {one.what}" for one in still]
    lines.append(
        f"Kept on their date: {found.kept} of {found.due} due ({share}); {found.late} kept late, {found.given_up} "
        f"given up, {found.open} open, of these the customer was told before in {found.told}"
    )
    data = {"promises": [_promise_data(one) for one in still], **vars(found), "share": found.share}
    return Answer(data=data, lines=tuple(lines))


# ------------------------------------------------------------ handing over
def _handover_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="what", metavar="WHAT")
    show = actions.add_parser("show", help="what somebody holds", description="List what somebody holds until a day")
    give = actions.add_parser("give", help="hand work over", description="Hand all or some of somebody's work over")
    for action in (show, give):
        action.add_argument("--of", metavar="NAME", required=True, help="whose work")
        action.add_argument("--until", metavar="D", default="in 1 week", help="what comes up until (default: a week)")
    give.add_argument("--to", metavar="NAME", required=True, help="who takes it")
    give.add_argument("--only", metavar="KIND:ID", nargs="+", default=[], help="only these, such as case:12 promise:3")
    give.add_argument("--note", metavar="S", default="", help="what the new owner should know")
    back = actions.add_parser("back", help="take it back", description="Give what was handed over back")
    back.add_argument("id", type=int, metavar="ID")


def handover(call: Call) -> Answer:
    """List what was handed over and is not back; show, hand over or take back somebody's work."""
    from csops.services import handovers, settings

    options = call.options
    with call.workspace() as workspace:
        if options.what == "back":
            number = handovers.take_back(workspace, handover_ids=[options.id])
            return Answer(data={"id": options.id, "back": number}, lines=(f"{number} records are back",))
        if options.what is not None:
            return _give(workspace, options)
        found = handovers.open_handovers(workspace)
        names = {member.id: member.name for member in settings.team(workspace).members}
    lines = [f"{one.id:>6}  {names[one.from_id]} to {names[one.to_id]}: {len(one.items)} records" for one in found]
    data = {"handovers": [_handover_data(one) for one in found]}
    return Answer(data=data, lines=tuple(lines) or ("Nothing is handed over",))


def _give(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services import handovers, settings

    team = settings.team(workspace)
    of = naming.member(options.of, team) or 0
    until = wording.day(options.until, today=workspace.today(), field="--until")
    held = handovers.held_by(workspace, member_id=of, until=until)
    if options.what == "show":
        data = [{**vars(one), "kind": one.kind.value} for one in held]
        lines = tuple(f"{one.kind.value}:{one.record_id}  {one.what}: {one.customer or 'unknown'}" for one in held)
        return Answer(data={"held": data}, lines=lines or ("Nothing comes up until then",))
    items = [_named(text, held) for text in options.only] if options.only else [one.handed for one in held]
    to = naming.member(options.to, team) or 0
    kept = handovers.hand_over(workspace, from_id=of, to_id=to, items=items, note=options.note)
    return Answer(data=_handover_data(kept), lines=(f"Handover {kept.id}: {len(kept.items)} records",))


def _named(text: str, held: Iterable["Held"]) -> "Handed":
    found = {f"{one.kind.value}:{one.record_id}".casefold(): one.handed for one in held}
    wanted = text.strip().casefold().replace("follow-up", "follow_up")
    if wanted not in found:
        raise NotUnderstood(field="--only", value=text, right="Write what “handover show” lists, such as case:12")
    return found[wanted]


# ------------------------------------------------------------ what is said
def _due(workspace: "Workspace", text: str) -> tuple[Any, bool]:
    return naming.due(text, now=workspace.now(), zone=workspace.shop().zone)


def _when(one: Any) -> str:
    return f"{one.due_at:%Y-%m-%d %H:%M}" if one.time_known else f"{one.due_at:%Y-%m-%d}"


def _plain(value: object) -> object:
    return getattr(value, "value", value)


def _follow_up_data(one: "FollowUp") -> dict[str, Any]:
    return {key: _plain(value) for key, value in vars(one).items() if key != "version"}


def _promise_data(one: "Promise") -> dict[str, Any]:
    return {key: _plain(value) for key, value in vars(one).items() if key != "version"}


def _handover_data(one: Any) -> dict[str, Any]:
    items = [f"{item.kind.value}:{item.record_id}" for item in one.items]
    return {key: value for key, value in vars(one).items() if key != "version"} | {"items": items}


COMMANDS = (
    Command(
        name="followup",
        does="What is to be done: late, today, tomorrow; add, finish or postpone it",
        run=follow_up,
        arguments=_follow_up_arguments,
    ),
    Command(
        name="promise",
        does="Promises to customers: open, kept on their date; make, keep or end one",
        run=promise,
        arguments=_promise_arguments,
    ),
    Command(
        name="handover",
        does="Work that is handed over for an absence, and back again",
        run=handover,
        arguments=_handover_arguments,
    ),
)
