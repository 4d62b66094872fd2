"""The command about coaching: what to talk about, sessions planned and held, what was agreed and done."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from csops.cli import naming
from csops.cli.call import Answer, Call, Command
from csops.domain import wording
from csops.domain.errors import InputError, Missing, UnknownName

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.coaching_figures import CoachingEffect, Weakness
    from csops.services.coaching_ideas import Need
    from csops.services.seen_coaching import SeenCoaching
    from csops.services.settings import Team
    from csops.services.workspace import Workspace


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    says = "List coaching sessions that you may see, those planned first, with what was agreed and what they did"
    listed = parts.add_parser("list", help="sessions, agreed actions and effects", description=says)
    listed.add_argument("--of", default="", metavar="NAME", help="of this person alone")
    says = "Say what costs a person most points in the sent reviews of half a year; without a name, of the whole team"
    ideas = parts.add_parser("ideas", help="what to coach", description=says)
    ideas.add_argument("name", nargs="?", default="", metavar="NAME", help="name or initials")
    says = "Plan a session; the agenda is suggested from reviews: praise first, each point with its evidence"
    plan = parts.add_parser("plan", help="plan a session", description=says)
    plan.add_argument("name", metavar="NAME", help="who is coached, by name or initials")
    plan.add_argument("--on", metavar="WHEN", help="the day, such as fri or fri 14:30")
    plan.add_argument("--about", default="", metavar="CRITERION", help="a criterion that costs points, by name or key")
    plan.add_argument("--coach", default="", metavar="NAME", help="who coaches (default: you)")
    plan.add_argument("--point", action="append", default=[], metavar="TEXT", help="a point of your own; repeatable")
    plan.add_argument("--note", default="", metavar="TEXT", help="a note for both")
    says = "Note that a session was held, with what was agreed in it"
    hold = parts.add_parser("hold", help="note that a session was held", description=says)
    hold.add_argument("id", type=int, metavar="ID", help="the session, as `coaching list` numbers it")
    hold.add_argument("--on", metavar="DAY", help="when it was held (default: now)")
    hold.add_argument("--note", metavar="TEXT", help="what was said, for both, in place of what stands there")
    hold.add_argument("--agree", default="", metavar="TEXT", help="what was agreed")
    hold.add_argument("--who", default="", metavar="NAME", help="who does it (default: who is coached)")
    hold.add_argument("--due", metavar="WHEN", help=f"until when (default: in 7 days); {naming.DUE}".replace("%", "%%"))
    says = "Note that something agreed was done"
    done = parts.add_parser("done", help="note that something agreed was done", description=says)
    done.add_argument("id", type=int, metavar="ID", help="the action, as `coaching list` numbers it")


def coaching(call: Call) -> Answer:
    """Do one part of the command."""
    return _PARTS[call.options.what](call)


# ------------------------------------------------------------ what there is
def _list(call: Call) -> Answer:
    from csops.services.coaching import coachings
    from csops.services.settings import team

    with call.workspace() as workspace:
        known = team(workspace)
        seen = coachings(workspace, member_id=naming.member(call.options.of, known))
    lines = [line for each in seen for line in _session_lines(each, known)]
    data = [_session_data(each, known) for each in seen]
    return Answer(data={"sessions": data}, lines=tuple(lines) or ("No coaching session yet",))


def _session_data(seen: "SeenCoaching", known: "Team") -> dict[str, Any]:
    session = seen.session
    return {
        "id": session.id,
        "member": seen.member.name,
        "coach": seen.coach.name,
        "state": session.state.value,
        "planned_at": session.planned_at,
        "held_at": session.held_at,
        "card": session.card or None,
        "criterion": session.criterion or None,
        "agenda": [{"kind": each.kind.value, "text": each.text, "review": each.review_id} for each in session.agenda],
        "note": session.note,
        "actions": [
            {"id": each.id, "what": each.what, "who": _name(known, each.owner_id), "due_at": each.due_at,
             "done_at": each.done_at, "training": each.training_id}
            for each in seen.actions
        ],
        "effect": None if seen.effect is None else _effect_data(seen.effect),
    }  # fmt: skip


def _effect_data(effect: "CoachingEffect") -> dict[str, Any]:
    return {
        "before": effect.before.value,
        "n_before": effect.before.n,
        "after": effect.after.value,
        "n_after": effect.after.n,
        "change": effect.change,
        "low": effect.low,
        "high": effect.high,
    }


def _session_lines(seen: "SeenCoaching", known: "Team") -> list[str]:
    session, zone = seen.session, known.calendar.tz
    at = session.held_at or session.planned_at
    about = seen.focus.name if seen.focus is not None else "several things"
    when = f"{at.astimezone(zone):%d %b %Y}"
    head = f"{session.id}: {seen.member.name} with {seen.coach.name}, {session.state.value} {when}, about {about}"
    lines = [head]
    for each in seen.actions:
        done = "done" if each.done_at is not None else f"by {each.due_at.astimezone(zone):%d %b %Y}"
        lines.append(f"   action {each.id}: {each.what} ({_name(known, each.owner_id)}, {done})")
    if seen.effect is not None:
        lines.append(f"   {_effect_line(seen.effect, seen.enough)}")
    return lines


def _effect_line(effect: "CoachingEffect", enough: int) -> str:
    before, after = effect.before.n, effect.after.n
    if effect.change is None or min(before, after) < enough:
        return f"Too few to say what it did: {before} reviews before, {after} since; it takes {enough} each"
    rose = "rose" if effect.change >= 0 else "fell"
    said = f"The criterion {rose} by {abs(effect.change):.0f} points"
    if effect.low is not None and effect.high is not None:
        said += f" (95 % range {effect.low:+.0f} to {effect.high:+.0f})"
    return f"{said}; {after} reviews since. Who is coached for a low mean tends to stand higher later in any case"


# ------------------------------------------------------------ what to coach
def _ideas(call: Call) -> Answer:
    from csops.services.coaching_ideas import coaching_ideas, team_needs
    from csops.services.settings import team

    with call.workspace() as workspace:
        member_id = naming.member(call.options.name, team(workspace))
        if member_id is None:
            needs = team_needs(workspace)
            data = [_need_data(each) for each in needs]
            lines = [f"{each.member.name}: {_need_line(each)}" for each in needs]
            return Answer(data={"team": data}, lines=tuple(lines))
        found = coaching_ideas(workspace, member_id=member_id)
    lines = [_weak_line(each, found.enough) for each in found.weaknesses]
    praise = [{"text": each.text, "quote": each.quote, "review": each.review_id} for each in found.praise]
    data_of_one = {
        "reviews": found.reviews,
        "picked": found.picked,
        "enough": found.enough,
        "weaknesses": [_weak_data(each) for each in found.weaknesses],
        "praise": praise,
    }
    lines += [f"Praise: {each.text}" for each in found.praise]
    return Answer(
        data=data_of_one, lines=tuple(lines) or (f"{found.reviews} sent reviews of fair samples: nothing costs points",)
    )


def _need_data(need: "Need") -> dict[str, Any]:
    return {
        "member": need.member.name,
        "reviews": need.reviews,
        "picked": need.picked,
        "open_actions": need.open_actions,
        "weakest": None if need.weakest is None else _weak_data(need.weakest),
    }


def _weak_data(weak: "Weakness") -> dict[str, Any]:
    return {
        "card": weak.card,
        "criterion": weak.criterion,
        "name": weak.name,
        "points_lost": weak.lost,
        "mean": weak.mean.value,
        "low": weak.mean.low,
        "high": weak.mean.high,
        "n": weak.n,
        "is_enough": weak.is_enough,
        "coached_at": weak.coached_at,
        "before": weak.before.value,
        "n_before": weak.before.n,
        "cause": weak.causes[0] if weak.causes else None,
    }


def _need_line(need: "Need") -> str:
    if need.weakest is not None:
        return _weak_line(need.weakest, 0)
    picked = f", {need.picked} picked by risk or by hand" if need.picked else ""
    return f"too few to say ({need.reviews} sent reviews of fair samples{picked})"


def _weak_line(weak: "Weakness", enough: int) -> str:
    since = _since(weak)
    if not weak.n and not since:
        return f"{weak.name}: missed in reviews picked by risk or by hand, which enter no figure"
    if weak.lost is None or not weak.is_enough:
        return f"{weak.name}: rated {weak.n} times{since}, too few to say (it takes {enough})"
    low, high = weak.mean.low, weak.mean.high
    span = "" if low is None or high is None else f" ({low:.0f} to {high:.0f})"
    return f"{weak.name}: costs {weak.lost:.1f} points, mean {weak.mean.value or 0:.0f} %{span}, n {weak.n}{since}"


def _since(weak: "Weakness") -> str:
    """That the figure is of contacts since a session, and what it was before."""
    if weak.coached_at is None:
        return ""
    before = "" if weak.before.value is None else f" ({weak.before.value:.0f} % before, n {weak.before.n})"
    return f" since the session of {weak.coached_at:%d %b %Y}{before}"


# ------------------------------------------------------------ planning and holding
def _plan(call: Call) -> Answer:
    from csops.domain.coaching import Coaching, Point, PointKind
    from csops.services.coaching import save_coaching
    from csops.services.coaching_ideas import coaching_ideas, suggested_agenda
    from csops.services.settings import team

    options = call.options
    with call.workspace() as workspace:
        known, now = team(workspace), workspace.now()
        if not options.on:
            raise Missing(field="--on", right="Say when, such as --on fri or --on 'fri 14:30'")
        planned_at, time_known = naming.due(options.on, now=now, zone=known.shop.zone)
        member_id = naming.member(options.name, known) or 0
        session = Coaching(
            member_id=member_id,
            coach_id=naming.member(options.coach, known) or workspace.member.id,
            planned_at=planned_at,
            time_known=time_known,
            made_at=now,
            note=options.note,
        )
        own = tuple(Point(kind=PointKind.TOPIC, text=text) for text in options.point)
        if options.about:
            weak = _about(options.about, coaching_ideas(workspace, member_id=member_id).weaknesses)
            points = suggested_agenda(workspace, member_id=member_id, card=weak.card, criterion=weak.criterion)
            session = replace(session, card=weak.card, criterion=weak.criterion, agenda=(*points, *own))
        kept = save_coaching(workspace, session=replace(session, agenda=session.agenda or own))
    lines = [f"Session {kept.id} planned; `csops undo` takes it back"]
    lines += [f"   {each.kind.value}: {each.text}" for each in kept.agenda]
    return Answer(data={"id": kept.id, "planned_at": kept.planned_at, "points": len(kept.agenda)}, lines=tuple(lines))


def _about(said: str, weak: "tuple[Weakness, ...]") -> "Weakness":
    wanted = said.strip().casefold()
    found = [each for each in weak if wanted in {each.criterion.casefold(), each.name.casefold()}]
    if not found:
        known = ", ".join(each.criterion for each in weak) or "none: no criterion costs points"
        raise UnknownName(field="--about", value=said, known=known)
    return found[0]


def _hold(call: Call) -> Answer:
    from csops.domain.coaching import CoachingAction
    from csops.services import coaching as service
    from csops.services.settings import team

    options = call.options
    if not options.agree and (options.who or options.due):
        raise InputError(
            field="--agree", problem="nothing was agreed", right="Say what with --agree, or leave the rest"
        )
    with call.workspace() as workspace:
        known, now = team(workspace), workspace.now()
        seen = service.coaching(workspace, coaching_id=options.id)
        agreed = []
        if options.agree:
            due_at = _due(options.due, now=now, zone=known.shop.zone)
            owner_id = naming.member(options.who, known) or seen.member.id
            action = CoachingAction(coaching_id=options.id, what=options.agree, owner_id=owner_id, due_at=due_at)
            agreed.append(service.Agreement(action=action))
        kept = service.hold_coaching(
            workspace, coaching_id=options.id, at=_held_at(options.on, workspace, known), note=options.note,
            agreed=agreed,
        )  # fmt: skip
        actions = service.coaching(workspace, coaching_id=kept.id).actions
    lines = [f"Session {kept.id} with {seen.member.name} held"]
    lines += [f"   action {each.id}: {each.what}" for each in actions]
    return Answer(data={"id": kept.id, "held_at": kept.held_at, "actions": [each.id for each in actions]},
                  lines=tuple(lines))  # fmt: skip


def _due(said: str | None, *, now: datetime, zone: str) -> datetime:
    return naming.due(said or "in 7 days", now=now, zone=zone)[0]


def _held_at(said: str | None, workspace: "Workspace", known: "Team") -> datetime | None:
    if not said:
        return None
    at, is_timed = wording.moment(said, now=workspace.now(), zone=known.shop.zone, field="--on", past=True)
    is_today = at.astimezone(known.calendar.tz).date() == workspace.today()
    return None if is_today and not is_timed else at


def _done(call: Call) -> Answer:
    from csops.services.coaching import finish_action

    with call.workspace() as workspace:
        kept = finish_action(workspace, action_id=call.options.id)
    return Answer(data={"id": kept.id, "done_at": kept.done_at}, lines=(f"Done: {kept.what}",))


def _name(known: "Team", member_id: int) -> str:
    member = known.member(member_id)
    return "somebody" if member is None else member.name


_PARTS: dict[str, Callable[[Call], Answer]] = {
    "list": _list,
    "ideas": _ideas,
    "plan": _plan,
    "hold": _hold,
    "done": _done,
}

COMMANDS = (
    Command(
        name="coaching",
        does="Coaching: what to talk about, sessions planned and held, what was agreed and done",
        run=coaching,
        arguments=_arguments,
    ),
)
