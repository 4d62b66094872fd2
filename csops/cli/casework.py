"""The command about cases: their state, owner and matter; passed on, merged, split; what customers asked for."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from csops.cli import naming
from csops.cli.call import Answer, Call, Command
from csops.domain.cases import Cause, Confirmation, State
from csops.domain.errors import Missing
from csops.domain.escalations import DEFAULT_REASON, EscalationReason
from csops.domain.promises import CustomerRequest, RequestState

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.cases import Case
    from csops.services.workspace import Workspace

CONFIRMED = {
    "yes": Confirmation.CONFIRMED,
    "no-answer": Confirmation.NO_ANSWER,
    "not-asked": Confirmation.NOT_ASKED,
}
REASONS = {reason.value.replace("_", "-"): reason for reason in EscalationReason}
_STATES = {
    "new": State.NEW,
    "open": State.OPEN,
    "waiting-customer": State.WAITING_FOR_CUSTOMER,
    "waiting-third-party": State.WAITING_FOR_THIRD_PARTY,
    "resolved": State.RESOLVED,
    "closed": State.CLOSED,
}
_CAUSES: Mapping[str, Cause | None] = {"none": None, **{cause.value: cause for cause in Cause}}
_DECISIONS = {
    "accept": RequestState.ACCEPTED,
    "decline": RequestState.DECLINED,
    "open": RequestState.OPEN,
}
_NOBODY = "nobody"


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    state = _of_cases(parts, "state", "bring cases into a state, as one act")
    state.add_argument("--to", dest="state", choices=sorted(_STATES), required=True, help="where they shall stand")
    state.add_argument("--confirmed", choices=sorted(CONFIRMED), help="what the customer said of a resolution")
    assign = _of_cases(parts, "assign", "give cases to somebody, as one act")
    assign.add_argument("--to", metavar="NAME", required=True, help="a member, or nobody")
    topic = _of_cases(parts, "topic", "give cases a topic, as one act")
    topic.add_argument("--topic", metavar="T", required=True, help="by name or key; an empty one takes it away")
    matter = _of_cases(parts, "matter", "say what a case was about; of several cases cause and department")
    matter.add_argument("--stated", metavar="S", help="what the customer said")
    matter.add_argument("--matter", metavar="S", help="what it really was")
    matter.add_argument("--cause", choices=sorted(_CAUSES), help="what it came from")
    matter.add_argument("--department", metavar="D", help="where it came from")
    matter.add_argument("--cause-note", metavar="S", help="how it came about")
    passed = _of_cases(parts, "pass-on", "pass on cases that could not be solved, as one act")
    passed.add_argument("--to", metavar="NAME", help="to whom (default: nobody in particular)")
    passed.add_argument("--reason", choices=sorted(REASONS), help=f"why (default: {DEFAULT_REASON.value})")
    passed.add_argument("--note", metavar="S", default="", help="more on the reason; needed with other")
    merge = _of_cases(parts, "merge", "make cases part of another, as one act; their numbers lead to it")
    merge.add_argument("--into", type=int, metavar="ID", required=True, help="the case that stays")
    merge.add_argument("--dry-run", action="store_true", help="say what would come of it, and change nothing")
    split = parts.add_parser("split", help="take contacts of another matter out of a case into a new one")
    split.add_argument("id", type=int, metavar="ID")
    split.add_argument("--contacts", type=int, nargs="+", metavar="ID", required=True, help="those of the new case")
    split.add_argument("--title", metavar="S", default="", help="else the first of these contacts tells")
    request = parts.add_parser("request", help="note what the customer asks for on a case")
    request.add_argument("id", type=int, metavar="ID")
    request.add_argument("--text", metavar="S", required=True, help="what they ask for")
    decide = parts.add_parser("decide", help="accept or decline a request, or open it again")
    decide.add_argument("id", type=int, metavar="REQUEST", help="number of the request")
    decide.add_argument("decision", choices=sorted(_DECISIONS))
    decide.add_argument("--reason", metavar="S", default="", help="why; declining needs it")
    asked = parts.add_parser("requests", help="what was asked for on a case; else what nobody has decided")
    asked.add_argument("--case", type=int, metavar="ID")


def _of_cases(parts: Any, name: str, does: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = parts.add_parser(name, help=does, description=does[:1].upper() + does[1:])
    parser.add_argument("ids", type=int, nargs="+", metavar="ID", help="number of a case")
    return parser


def case(call: Call) -> Answer:
    """Run what is asked for about cases."""
    run: Mapping[str, Callable[[Workspace, argparse.Namespace], Answer]] = {
        "state": _state,
        "assign": _assign,
        "topic": _topic,
        "matter": _matter,
        "pass-on": _pass_on,
        "merge": _merge,
        "split": _split,
        "request": _request,
        "decide": _decide,
        "requests": _requests,
    }
    with call.workspace() as workspace:
        return run[call.options.what](workspace, call.options)


# ------------------------------------------------------------ state, owner, topic, matter
def _state(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services import case_matters, cases

    state, confirmed = _STATES[options.state], CONFIRMED.get(options.confirmed)
    changed = cases.change_state(workspace, case_ids=options.ids, state=state, confirmed=confirmed)
    if confirmed is not None and not changed and len(options.ids) == 1:  # it stands there already
        changed = [case_matters.confirm(workspace, case_id=options.ids[0], confirmed=confirmed)]
    answer = _changed(changed, f"{options.state}")
    return _with_still_open(workspace, answer, [one.id for one in changed]) if state.is_settled else answer


def _with_still_open(workspace: "Workspace", answer: Answer, case_ids: list[int]) -> Answer:
    """Say below what was settled what is still open on it."""
    from csops.services.case_closing import still_open

    found = still_open(workspace, case_ids=case_ids)
    if not found:
        return answer
    said = [f"{found.steps} open steps of recoveries"] if found.steps else []
    said += [f"{found.concessions} concessions that wait for a decision"] if found.concessions else []
    said += [f"{found.untold} decisions to tell the customer"] if found.untold else []
    said += [f"{found.low_answers} low answers"] if found.low_answers else []
    said += [f"promised: {', '.join(found.promises)}"] if found.promises else []
    return replace(
        answer, data={**answer.data, "still_open": vars(found)}, lines=(*answer.lines, f"Still open: {'; '.join(said)}")
    )


def _assign(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services import cases, settings

    is_nobody = options.to.strip().casefold() == _NOBODY
    owner_id = None if is_nobody else naming.member(options.to, settings.team(workspace))
    return _changed(cases.assign(workspace, case_ids=options.ids, owner_id=owner_id), f"given to {options.to}")


def _topic(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services import case_matters, settings

    topic_id = naming.topic(options.topic, settings.team(workspace)).id if options.topic else None
    changed = case_matters.set_topic(workspace, case_ids=options.ids, topic_id=topic_id)
    return Answer(data={"cases": options.ids, "changed": changed}, lines=(f"{changed} of {len(options.ids)} changed",))


def _matter(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services import case_matters, cases

    texts = {name: getattr(options, name) for name in ("stated", "matter", "cause_note")}
    said = {name: text for name, text in texts.items() if text is not None}
    if len(options.ids) > 1 and said:
        raise Missing(field="case", right="What was said and what it was is written for one case at a time")
    if len(options.ids) == 1:
        before = cases.get_case(workspace, case_id=options.ids[0])
        if options.department is not None:
            said["department"] = options.department
        after = replace(before, **said)
        if options.cause is not None:
            after = replace(after, cause=_CAUSES[options.cause])
        return _changed([case_matters.keep_matter(workspace, case=after)], "changed")
    if options.cause is None:
        raise Missing(field="--cause", right="Say what several cases came from, such as --cause process")
    cause = _CAUSES[options.cause]
    changed = case_matters.set_cause(workspace, case_ids=options.ids, cause=cause, department=options.department)
    return Answer(data={"cases": options.ids, "changed": changed}, lines=(f"{changed} of {len(options.ids)} changed",))


def _changed(cases: "Sequence[Case]", words: str) -> Answer:
    data = [{"case": one.id, "state": one.state, "owner_id": one.owner_id, "confirmed": one.confirmed} for one in cases]
    lines = tuple(f"Case {one.id} {words}: {one.title}" for one in cases)
    return Answer(data={"cases": data}, lines=lines or ("Nothing was changed: they stand there already",))


# ------------------------------------------------------------ passed on, merged, split
def _pass_on(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services import settings
    from csops.services.escalations import escalate

    to_id = naming.member(options.to, settings.team(workspace))
    reason = REASONS[options.reason] if options.reason else DEFAULT_REASON
    made = escalate(workspace, case_ids=options.ids, reason=reason, to_id=to_id, note=options.note)
    lines = tuple(f"Case {one.case_id} passed on{f' to {options.to}' if options.to else ''}" for one in made)
    return Answer(data={"escalations": made}, lines=lines)


def _merge(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.case_merges import merge_cases, preview_merge

    if options.dry_run:
        seen = preview_merge(workspace, into_id=options.into, case_ids=options.ids)
        told = {"after": seen.after, "contacts": seen.contacts, "notes": seen.notes, "follow_ups": seen.follow_ups}
        data: dict[str, Any] = {**told, "others": seen.others, "recoveries": seen.recoveries}
        counts = f"{seen.contacts} contacts, {seen.notes} notes, {seen.follow_ups} follow-ups, {seen.others} others"
        return Answer(data=data, lines=(f"Case {options.into} would hold {counts}; nothing was changed",))
    kept = merge_cases(workspace, into_id=options.into, case_ids=options.ids)
    numbers = ", ".join(str(one) for one in options.ids)
    return Answer(data={"case": kept.id, "merged": options.ids}, lines=(f"Merged {numbers} into case {kept.id}",))


def _split(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.case_merges import split_case

    made = split_case(workspace, case_id=options.id, contact_ids=options.contacts, title=options.title)
    return Answer(data={"case": made.id, "from": options.id}, lines=(f"Split off as case {made.id}: {made.title}",))


# ------------------------------------------------------------ requests
def _request(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.customer_requests import note_request

    return _told([note_request(workspace, case_id=options.id, what=options.text)])


def _decide(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.customer_requests import decide_request

    state = _DECISIONS[options.decision]
    return _told([decide_request(workspace, request_id=options.id, state=state, reason=options.reason)])


def _requests(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.cases import get_case
    from csops.services.customer_requests import list_requests

    case_id = None if options.case is None else get_case(workspace, case_id=options.case).id
    return _told(list_requests(workspace, case_id=case_id))


def _told(requests: Sequence[CustomerRequest]) -> Answer:
    lines = tuple(
        f"Request {one.id}, case {one.case_id}: {one.what} ({one.state.value}{f': {one.reason}' if one.reason else ''})"
        for one in requests
    )
    return Answer(data={"requests": requests}, lines=lines or ("Nothing was asked for that nobody has decided",))


COMMANDS = (
    Command(
        name="case",
        does="Cases: state, owner, matter; pass on, merge, split; what customers asked for",
        run=case,
        arguments=_arguments,
    ),
)
