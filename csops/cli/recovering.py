"""Commands about service recovery: started, taken step by step, shown, and what was learnt."""

import argparse
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from csops.cli import naming
from csops.cli.call import Answer, Call, Command
from csops.domain.errors import NotUnderstood
from csops.domain.recovery import Noted
from csops.domain.recovery_outcomes import Stay, Stays

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.services.recovery_outcomes import Outcome, Outcomes
    from csops.services.recovery_view import RecoveryView, StepView
    from csops.services.workspace import Workspace


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    start = parts.add_parser("start", help="make a recovery of a case")
    start.add_argument("case", type=int, metavar="CASE")
    start.add_argument("--at", metavar="TIME", help="when the complaint came; else when the case was opened")
    step = parts.add_parser("step", help="mark a step as done, or leave it out with a reason")
    step.add_argument("case", type=int, metavar="CASE")
    step.add_argument("step", metavar="STEP", help="its key or number")
    step.add_argument("--note", action="append", default=[], metavar="NAME=TEXT", help="what the step asks to note")
    step.add_argument("--skip", metavar="REASON", help="leave it out, and why")
    step.add_argument("--reopen", action="store_true", help="take it back that it was done")
    delivered = parts.add_parser("delivered", help="note that the remedy has reached the customer")
    delivered.add_argument("case", type=int, metavar="CASE")
    delivered.add_argument("--at", metavar="TIME", help="when (default: now)")
    show = parts.add_parser("show", help="its steps, phrases and what came of it; without a case, of all recoveries")
    show.add_argument("case", type=int, metavar="CASE", nargs="?")
    show.add_argument("--replies", action="store_true", help="the reply templates, filled in from the case")
    close = parts.add_parser("close", help="close it, also while steps are open")
    close.add_argument("case", type=int, metavar="CASE")
    parts.add_parser("lessons", help="what was learnt, by cause")
    parts.add_parser("steps", help="the shop's steps with due times, phrases and what they note")
    parts.add_parser("templates", help="the shop's reply templates, as they are written")


def recovery(call: Call) -> Answer:
    """Run what is asked for about recoveries."""
    run: Mapping[str, Callable[[Workspace, argparse.Namespace], Answer]] = {
        "start": _start,
        "step": _step,
        "delivered": _delivered,
        "show": _show,
        "close": _close,
        "lessons": _lessons,
        "steps": _steps,
        "templates": _templates,
    }
    with call.workspace() as workspace:
        return run[call.options.what](workspace, call.options)


def _start(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.recovery import start_recovery

    start_recovery(workspace, case_id=options.case, complained_at=_moment(workspace, options.at))
    return _shown(workspace, options.case)


def _moment(workspace: "Workspace", text: str | None) -> datetime | None:
    if not text:
        return None
    return naming.happened(text, now=workspace.now(), zone=workspace.shop().zone)[0]


def _step(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.recovery import finish_step, reopen_step

    if options.reopen:
        reopen_step(workspace, case_id=options.case, step=options.step)
    else:
        noted = tuple(_noted(text) for text in options.note)
        finish_step(workspace, case_id=options.case, step=options.step, noted=noted, skipped=options.skip)
    return _shown(workspace, options.case)


def _noted(text: str) -> Noted:
    name, sign, said = text.partition("=")
    if not sign:
        raise NotUnderstood(field="--note", value=text, right="Write it as option_chosen=replacement")
    return Noted(name=name.strip(), text=said.strip())


def _delivered(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.recovery import note_delivery

    note_delivery(workspace, case_id=options.case, at=_moment(workspace, options.at) or workspace.now())
    return _shown(workspace, options.case)


def _close(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.recovery import close_recovery

    close_recovery(workspace, case_id=options.case)
    return _shown(workspace, options.case)


def _show(workspace: "Workspace", options: argparse.Namespace) -> Answer:
    from csops.services.recovery_outcomes import outcomes
    from csops.services.reply_templates import replies

    if options.case is None:
        found = outcomes(workspace)
        return Answer(data=_outcomes_data(found), lines=tuple(_outcomes_lines(found)))
    if options.replies:
        filled = replies(workspace, case_id=options.case)
        data = {
            "replies": [
                {"key": one.template.key, "subject": one.subject, "body": one.body, "missing": one.missing}
                for one in filled
            ]
        }
        lines = [line for one in filled for line in (f"-- {one.template.key}: {one.subject}", one.body)]
        return Answer(data=data, lines=tuple("\n".join(lines).split("\n")))
    return _shown(workspace, options.case)


def _shown(workspace: "Workspace", case_id: int) -> Answer:
    from csops.services.recovery_view import recovery_view

    view, zone = recovery_view(workspace, case_id=case_id), ZoneInfo(workspace.shop().zone)
    if view.recovery is None:
        hint = "its topic suggests one" if view.is_suggested else "any case may become one"
        line = f"Case {view.case.id} is no recovery; {hint}: csops recovery start {view.case.id}"
        return Answer(data={"case": view.case.id, "recovery": None, "suggested": view.is_suggested}, lines=(line,))
    lines = [_step_line(one, zone) for one in view.steps]
    if view.outcome is not None:
        lines.append(_outcome_line(view.outcome))
    return Answer(data=_view_data(view), lines=tuple(lines))


def _view_data(view: "RecoveryView") -> dict[str, Any]:
    kept, outcome = view.recovery, view.outcome
    assert kept is not None, "a view without a recovery is told before"
    return {
        "case": view.case.id, "recovery": kept.id, "complained_at": kept.complained_at,
        "delivered_at": kept.delivered_at, "closed_at": kept.closed_at, "learnt": kept.learnt, "open": view.open_steps,
        "steps": [
            {
                "number": one.step.number, "key": one.step.key, "name": one.plan.name, "due_at": one.step.due_at,
                "done_at": one.step.done_at, "skipped": one.step.skipped, "late": one.is_late, "next": one.is_next,
                "say": one.say, "record": one.plan.record, "noted": {note.name: note.text for note in one.step.noted},
            }
            for one in view.steps
        ],
        "stay": outcome.stay if outcome else None, "answers": outcome.answers if outcome else (),
        "settled": outcome.settled.is_met if outcome else None,
        "settled_minutes": outcome.settled.minutes if outcome else None,
    }  # fmt: skip


def _step_line(one: "StepView", zone: ZoneInfo) -> str:
    def day(at: datetime) -> str:
        return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"

    step = one.step
    if step.skipped:
        state = f"left out: {step.skipped}"
    elif step.done_at is not None:
        state = f"done {day(step.done_at)}"
    elif step.due_at is not None:
        state = f"{'late, was due' if one.is_late else 'due'} {day(step.due_at)}"
    else:
        state = "not begun"
    noted = "; ".join(f"{note.name}: {note.text}" for note in step.noted)
    return "  ".join(filter(None, (f"{step.number} {one.plan.name}: {state}", noted)))


_STAYS = {
    Stay.STAYED: "the customer stayed",
    Stay.LOST: "the customer is lost",
    Stay.OPEN: "too early to say whether the customer stays",
    Stay.UNKNOWN: "the customer is not known",
}


def _outcome_line(outcome: "Outcome") -> str:
    answers = f"answered later: {', '.join(outcome.answers)}" if outcome.answers else "no answer since"
    return f"Outcome: {_STAYS[outcome.stay]}; {answers}"


def _outcomes_data(found: "Outcomes") -> dict[str, Any]:
    return {
        "recoveries": len(found.each), "stays": _stays_data(found.stays, found.too_few),
        "without_complaint": _stays_data(found.others, found.too_few), "answered": found.answered, "low": found.low,
        "settled": found.settled, "settled_of": found.settled_of, "lost_after_days": found.lost_after_days,
        "cases": [{"case": one.case.id, "stay": one.stay, "answers": one.answers} for one in found.each],
    }  # fmt: skip


def _stays_data(stays: Stays, too_few: int) -> dict[str, Any]:
    return {**vars(stays), "judged": stays.judged, "share": stays.share(too_few=too_few)}


def _outcomes_lines(found: "Outcomes") -> list[str]:
    rule = f"no purchase or further case within {found.lost_after_days} days counts as lost"
    return [
        f"{len(found.each)} recoveries",
        f"Recovered customers: {_stays_line(found.stays, found.too_few)}",
        f"Customers without a complaint: {_stays_line(found.others, found.too_few)} ({rule})",
        f"Answered later: {found.answered}, of them low: {found.low}",
        f"Remedy agreed with owner and date within 8 opening hours: {found.settled} of {found.settled_of}",
    ]


def _stays_line(stays: Stays, too_few: int) -> str:
    share = stays.share(too_few=too_few)
    told = f"{stays.stayed} of {stays.judged} stayed" + ("" if share is None else f" ({share:.0%})")
    few = " (too few to judge)" if share is None else ""
    return f"{told}{few}, of {stays.open} nobody can tell yet"


def _lessons(workspace: "Workspace", _options: argparse.Namespace) -> Answer:
    from csops.services.recovery_outcomes import lessons

    found = lessons(workspace)
    lines = [f"{one.cause or 'cause not noted'}: {one.learnt} (case {one.case_id}, {one.title})" for one in found]
    return Answer(data={"lessons": [vars(one) for one in found]}, lines=tuple(lines) or ("Nothing was learnt yet",))


def _steps(workspace: "Workspace", _options: argparse.Namespace) -> Answer:
    from csops.services.recovery_plans import step_plans

    plans = step_plans(workspace)
    data = [{**vars(one), "due_from": one.due_from.value} for one in plans]
    lines = []
    for one in plans:
        retired = " (retired)" if one.retired else ""
        since = one.due_from.value.replace("_", " ")
        lines.append(f"{one.number} {one.name}{retired}: due {one.due_hours:g} h from {since}")
        lines += [f"  say: {one.say}"] if one.say else []
        lines += [f"  note: {', '.join(one.record)}"] if one.record else []
    return Answer(data={"steps": data}, lines=tuple(lines))


def _templates(workspace: "Workspace", _options: argparse.Namespace) -> Answer:
    from csops.services.reply_templates import reply_templates

    found = reply_templates(workspace)
    lines = []
    for one in found:
        retired = " (retired)" if one.retired else ""
        lines += [f"-- {one.key}: {one.name}{retired} ({', '.join(one.channels)})", f"Subject: {one.subject}"]
        lines += one.body.split("\n")
    return Answer(data={"templates": [vars(one) for one in found]}, lines=tuple(lines))


COMMANDS = (
    Command(
        name="recovery",
        does="Take a complaint through the steps of service recovery, to what was learnt",
        run=recovery,
        arguments=_arguments,
    ),
)
