"""Commands that change the log: new, log, undo; csops/cli/correcting.py has edit."""

import argparse
from typing import TYPE_CHECKING, Any

from csops.cli import naming
from csops.cli.call import Answer, Call, Command
from csops.cli.casework import CONFIRMED, REASONS
from csops.cli.printing import tell_progress
from csops.domain.contacts import ContactDraft, Direction, Result
from csops.domain.errors import InputError

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.services.workspace import Workspace

RESULTS = {
    "resolved": Result.RESOLVED,
    "follow-up": Result.FOLLOW_UP,
    "passed": Result.PASSED,
    "missed": Result.MISSED,
}


def _new_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--sample", action="store_true", help="fill it with the sample business")
    parser.add_argument("--owner", metavar="NAME", help="the first member; else the name of who uses this computer")


def new(call: Call) -> Answer:
    """Create the database with starter content, or with the sample business."""
    from csops.cli.building import built
    from csops.services.sample.build import SAMPLE_OWNER, SAMPLE_SHOP, build_sample

    is_sample = call.options.sample
    owner = SAMPLE_OWNER if is_sample else call.options.owner or call.member
    with built(call.place, owner=owner, shop=SAMPLE_SHOP if is_sample else None) as workspace:
        if is_sample:
            build_sample(workspace, until=workspace.now(), progress=tell_progress)
    return Answer(data={"db": workspace.place}, lines=(f"Created {workspace.place}",))


def _log_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--channel", metavar="C", help="phone, email, chat, social, walk_in ... (required)")
    parser.add_argument("--customer", metavar="NAME", default="", help="who it was; without it: unknown")
    parser.add_argument("--phone", default="", help="their phone, in any spelling")
    parser.add_argument("--email", default="", help="their e-mail")
    parser.add_argument("--direction", choices=["in", "out"], default="in", help="who turned to whom (default: in)")
    parser.add_argument("--topic", metavar="T", help="what it was about, by name or key")
    parser.add_argument("--text", metavar="S", default="", help="what happened")
    parser.add_argument(
        "--at",
        metavar="TIME",
        help="when it happened: yesterday 9:00, mon (the last one), 17.11., 2026-11-17 14:30 (default: now)",
    )
    parser.add_argument("--handle", metavar="4m", help="handle time")
    parser.add_argument("--answered-after", metavar="20s", help="how long the customer waited for a person")
    parser.add_argument(
        "--result", choices=sorted(RESULTS), help="how it ended (default: resolved; with --due: follow-up)"
    )
    parser.add_argument("--due", metavar="WHEN", help=naming.DUE)
    parser.add_argument("--owner", metavar="NAME", help="who follows up")
    parser.add_argument("--case", type=int, metavar="ID", help="go on with this case")
    parser.add_argument("--confirmed", choices=sorted(CONFIRMED), help="what the customer said of the resolution")
    parser.add_argument("--reason", choices=sorted(REASONS), help="why it is passed on (default: knowledge)")
    parser.add_argument("--note", metavar="S", default="", help="more on that reason; needed with other")


def log(call: Call) -> Answer:
    """Log one contact."""
    from csops.services import contacts

    with call.workspace() as workspace:
        draft = _draft(call.options, workspace)
        logged = contacts.log_contact(workspace, draft=draft)
    customer = logged.customer.id if logged.customer else None
    data: dict[str, Any] = {"contact": logged.contact.id, "case": logged.case.id, "customer": customer}
    return Answer(data=data, lines=(f"Logged contact {logged.contact.id}, case #{logged.case.id}",))


def _draft(options: argparse.Namespace, workspace: "Workspace") -> ContactDraft:
    from csops.services import settings

    team = settings.team(workspace)
    now, zone = workspace.now(), team.shop.zone
    at, at_known = (now, True) if not options.at else naming.happened(options.at, now=now, zone=zone)
    due, due_known = naming.due(options.due, now=now, zone=zone) if options.due else (None, False)
    return ContactDraft(
        channel_id=naming.channel(options.channel, team).id,
        customer_name=options.customer,
        phone=options.phone,
        email=options.email,
        case_id=options.case,
        topic_id=naming.topic(options.topic, team).id if options.topic else None,
        direction=Direction(options.direction),
        text=options.text,
        happened_at=at,
        time_known=at_known,
        handle_time=naming.duration(options.handle, "--handle"),
        answered_after=naming.duration(options.answered_after, "--answered-after"),
        result=_result(options),
        owner_id=naming.member(options.owner, team),
        due_at=due,
        due_time_known=due_known,
        confirmed=CONFIRMED.get(options.confirmed),
        passed_because=REASONS.get(options.reason),
        passed_note=options.note,
    )


def _result(options: argparse.Namespace) -> Result:
    """Return how it ended. A day for what is over already would be lost, so it is refused."""
    result = RESULTS[options.result or ("follow-up" if options.due else "resolved")]
    if options.due and result in {Result.RESOLVED, Result.MISSED}:
        raise InputError(
            field="--due",
            problem=f"a contact that is {options.result} leaves nothing to follow up",
            right="Write --result follow-up, or leave --due out",
        )
    return result


def _undo_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--import", dest="import_id", type=int, metavar="ID", help="take back this whole import")


def undo(call: Call) -> Answer:
    """Take back the last act of this member, or a whole import."""
    from csops.services import history

    with call.workspace() as workspace:
        if call.options.import_id is None:
            act = history.undo(workspace)
        else:
            act = history.undo_import(workspace, import_id=call.options.import_id)
    data = {"undone": {"act": act.id, "what": act.what, "at": act.at, "records": act.records}}
    return Answer(data=data, lines=(f"Taken back: {act.what} ({act.records} records)",))


COMMANDS = (
    Command(name="new", does="Create the database with starter content", run=new, arguments=_new_arguments),
    Command(name="log", does="Log one contact", run=log, arguments=_log_arguments),
    Command(
        name="undo", does="Take back the last act of this member, or a whole import", run=undo,
        arguments=_undo_arguments,
    ),
)  # fmt: skip
