"""The command that corrects what was logged: edit contact, edit case."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from csops.cli import naming
from csops.cli.call import Answer, Call, Command
from csops.cli.logging_ import RESULTS
from csops.domain.contacts import Contact, ContactDraft, Direction, Result
from csops.domain.errors import InputError, Missing

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.services.settings import Team
    from csops.services.workspace import Workspace

_NOTHING = 'An empty value, such as --topic "", takes away what stands there.'


def _arguments(parser: argparse.ArgumentParser) -> None:
    kinds = parser.add_subparsers(dest="kind", metavar="contact|case", required=True)
    _contact_arguments(
        kinds.add_parser("contact", help="correct one contact", description="Correct one contact", epilog=_NOTHING)
    )
    case = kinds.add_parser("case", help="correct one case", description="Correct one case", epilog=_NOTHING)
    case.add_argument("id", type=int, metavar="ID")
    case.add_argument("--title", metavar="S", help="what the case is about")
    case.add_argument("--topic", metavar="T", help="its topic, by name or key")


def _contact_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", type=int, metavar="ID")
    parser.add_argument("--channel", metavar="C", help="phone, email, chat, social, walk_in ...")
    parser.add_argument("--customer", metavar="NAME", help="who it was; the whole case goes with them")
    parser.add_argument("--phone", help="their phone, in any spelling")
    parser.add_argument("--email", help="their e-mail")
    parser.add_argument("--direction", choices=["in", "out"], help="who turned to whom")
    parser.add_argument("--topic", metavar="T", help="what it was about, by name or key")
    parser.add_argument("--text", metavar="S", help="what happened")
    parser.add_argument(
        "--at", metavar="TIME", help="when it happened: yesterday 9:00, mon (the last one), 2026-11-17 14:30"
    )
    parser.add_argument("--handle", metavar="4m", help="handle time")
    parser.add_argument("--answered-after", metavar="20s", help="how long the customer waited for a person")
    parser.add_argument("--handled-by", metavar="NAME", help="who handled it")
    parser.add_argument("--result", choices=sorted(RESULTS), help="how it ended")
    parser.add_argument("--due", metavar="WHEN", help=f"in place of the day that was promised; {naming.DUE}")
    parser.add_argument("--owner", metavar="NAME", help="who follows up")


def edit(call: Call) -> Answer:
    """Correct one contact or one case."""
    with call.workspace() as workspace:
        data = _edit_contact(call, workspace) if call.options.kind == "contact" else _edit_case(call, workspace)
    return Answer(data=data, lines=(f"Changed {call.options.kind} {call.options.id}",))


def _edit_contact(call: Call, workspace: "Workspace") -> dict[str, Any]:
    from csops.services import contacts, corrections, settings

    options = call.options
    _check_says_something(options, example="--topic refund")
    contact = contacts.get_contact(workspace, contact_id=options.id)
    team = settings.team(workspace)
    changed = replace(contact, **_values(options, workspace, team))
    draft = _draft(options, workspace, team, changed)
    _check_effect(options, draft)
    anew = draft.due_at is not None and contact.result is changed.result
    if anew:
        _check_open(workspace, contact)
    kept = corrections.edit_contact(workspace, contact=changed, draft=draft, promises_anew=anew)
    return {"contact": kept.id, "case": kept.case_id, "customer": kept.customer_id, "version": kept.version}


def _edit_case(call: Call, workspace: "Workspace") -> dict[str, Any]:
    from csops.services import cases, settings

    options = call.options
    _check_says_something(options, example='--title "Chain guard cracked"')
    case = cases.get_case(workspace, case_id=options.id)
    changed = case if options.title is None else replace(case, title=options.title)
    if options.topic is not None:
        topic = naming.topic(options.topic, settings.team(workspace)).id if options.topic else None
        changed = replace(changed, topic_id=topic)
    kept = cases.edit_case(workspace, case=changed)
    return {"case": kept.id, "title": kept.title, "topic": kept.topic_id, "version": kept.version}


def _values(options: argparse.Namespace, workspace: "Workspace", team: "Team") -> dict[str, Any]:
    """Return the fields of the contact that the options name, with their new values."""
    now, zone = workspace.now(), team.shop.zone
    read: dict[str, Callable[[str], dict[str, Any]]] = {
        "channel": lambda said: {"channel_id": naming.channel(said, team).id},
        "customer": lambda said: {} if said else {"customer_id": None},
        "topic": lambda said: {"topic_id": naming.topic(said, team).id if said else None},
        "direction": lambda said: {"direction": Direction(said)},
        "text": lambda said: {"text": said},
        "at": lambda said: _moment(said, now=now, zone=zone),
        "handle": lambda said: {"handle_time": naming.duration(said, "--handle")},
        "answered_after": lambda said: {"answered_after": naming.duration(said, "--answered-after")},
        "handled_by": lambda said: {"member_id": naming.member(said, team)},
        "result": lambda said: {"result": RESULTS[said]},
    }
    values: dict[str, Any] = {}
    for name, field in read.items():
        said = getattr(options, name)
        values |= field(said) if said is not None else {}
    return values


def _moment(said: str, *, now: datetime, zone: str) -> dict[str, Any]:
    if not said:
        raise Missing(field="--at", right="Write when it happened, such as 2026-11-17 14:30")
    at, is_known = naming.happened(said, now=now, zone=zone)
    return {"happened_at": at, "time_known": is_known}


def _draft(options: argparse.Namespace, workspace: "Workspace", team: "Team", contact: Contact) -> ContactDraft:
    """Return who it was and what is promised. A phone or e-mail alone is of the customer that is there."""
    now, zone = workspace.now(), team.shop.zone
    due, due_known = naming.due(options.due, now=now, zone=zone) if options.due else (None, False)
    of_theirs = options.customer is None and bool(options.phone or options.email)
    return ContactDraft(
        customer_id=contact.customer_id if of_theirs else None,
        customer_name=options.customer or "",
        phone=options.phone or "",
        email=options.email or "",
        result=contact.result,
        due_at=due,
        due_time_known=due_known,
        owner_id=naming.member(options.owner, team),
    )


_NOT_EMPTY = {
    "phone": "Write the number to be added; the customer's page takes one away",
    "email": "Write the address to be added; the customer's page takes one away",
    "due": "Write a day, such as tomorrow or fri; what is promised ends with --result resolved",
    "owner": "Write who follows up",
}
_OF_AN_ANSWER = ("handled_by", "handle", "answered_after")


def _check_effect(options: argparse.Namespace, draft: ContactDraft) -> None:
    """Raise InputError for an option that would change nothing, whatever it says."""
    for name, right in _NOT_EMPTY.items():
        if (said := getattr(options, name)) is not None and not said.strip():
            raise Missing(field=f"--{name}", right=right)
    if options.owner and draft.due_at is None:
        raise Missing(field="--due", right="--owner says who follows up; say until when as well")
    if options.due and not draft.promises:
        raise _no_use("--due", f"a contact that ends {draft.result.value} promises nothing", "Add --result follow-up")
    for name in _OF_AN_ANSWER if draft.result is Result.MISSED else ():
        if getattr(options, name):
            raise _no_use(f"--{name.replace('_', '-')}", "nobody handled a missed contact", "Add --result resolved")


def _check_open(workspace: "Workspace", contact: Contact) -> None:
    """Raise InputError where nothing can be promised because the case is settled."""
    from csops.services import cases

    if cases.get_case(workspace, case_id=contact.case_id).state.is_settled:
        raise _no_use("--due", f"case {contact.case_id} is settled", "Open it again first")


def _no_use(option: str, problem: str, right: str) -> InputError:
    return InputError(field=option, problem=problem, right=right)


def _check_says_something(options: argparse.Namespace, *, example: str) -> None:
    """Raise Missing where no option says what shall be changed."""
    beside = {"db", "member", "json", "command", "kind", "id", "run"}
    if all(value is None for name, value in vars(options).items() if name not in beside):
        raise Missing(field="what to change", right=f"Say it with an option, such as {example}")


COMMANDS = (
    Command(name="edit", does="Correct what was logged: a contact or a case", run=edit, arguments=_arguments),
)  # fmt: skip
