"""Commands about contacts to review: what a draw would bring, the draw itself, and the queue."""

import argparse
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from csops.cli import naming
from csops.cli.call import Answer, Call
from csops.domain import wording
from csops.domain.errors import NotUnderstood, UnknownName

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.review_draws import DrawPlan, DrawPreview, PersonDraw
    from csops.domain.review_groups import Joined
    from csops.domain.review_queue import QueueItem
    from csops.domain.review_samples import Stratum
    from csops.services.settings import Team
    from csops.services.workspace import Workspace

_DAYS = 30
_BY = ("person", "channel", "topic", "result")
_LONGEST_SHARE = 9  # digits; what is more than there can be is said where parts are checked
SAMPLE, QUEUE = "sample", "queue"


def add_parts(parts: Any) -> None:
    """Add the options of `qa sample` and `qa queue`."""
    _add_sample(parts)
    says = "List the contacts that wait for your review, the next first; with --team those of everybody else"
    queue = parts.add_parser(QUEUE, help="contacts that wait for a review", description=says)
    queue.add_argument("--team", action="store_true", help="the whole team's, without your own contacts")


def _add_sample(parts: Any) -> None:
    says = "Say what a draw of contacts to review would bring; with --draw make it"
    sample = parts.add_parser(SAMPLE, help="draw contacts to review", description=says)
    sample.add_argument("--from", dest="first", metavar="D", help="first day (default: 30 days up to the last)")
    sample.add_argument("--to", dest="last", metavar="D", help="last day (default: today)")
    many = sample.add_mutually_exclusive_group()
    many.add_argument("--each", type=int, metavar="N", help="so many of each person (default: as in Settings)")
    many.add_argument("--total", type=int, metavar="N", help="so many in all")
    sample.add_argument("--by", default="", metavar="A,B", help=f"spread over: {', '.join(_BY)}")
    sample.add_argument("--of", default="", metavar="NAME,NAME", help="contacts of these people alone")
    sample.add_argument(
        "--reviewers", default="", metavar="NAME,NAME", help="among whom they are shared (default: you)"
    )
    sample.add_argument(
        "--shares", default="", metavar="N,N", help="their parts, in the same order, such as 60,40 (default: equal)"
    )
    sample.add_argument("--due", metavar="WHEN", help="until when they are to be reviewed")
    sample.add_argument("--name", default="", metavar="N", help="as the queue names the draw")
    sample.add_argument("--self-first", action="store_true", help="the person reviews it first")
    sample.add_argument("--seed", type=int, metavar="N", help="the same seed draws the same contacts again")
    sample.add_argument("--margin", type=int, default=5, metavar="P", help="points an average may be off (default: 5)")
    sample.add_argument("--draw", action="store_true", help="draw them; without it nothing is written")


def sample(call: Call) -> Answer:
    """Say what a draw would bring, or make it."""
    from csops.services.review_samples import draw, preview_draw
    from csops.services.settings import team

    with call.workspace() as workspace:
        known = team(workspace)
        plan = _plan(call.options, workspace, known)
        found = preview_draw(workspace, plan=plan, margin=call.options.margin)
        made = draw(workspace, plan=plan) if call.options.draw else None
    data = {**_preview_data(found, known), "seed": plan.seed, "sample": None if made is None else made.id}
    if made is not None:
        first = f"Sample {made.id}: {found.drawn:,} contacts drawn with seed {plan.seed}; `csops undo` takes it back"
    elif found.problem is not None:
        first = f"Nothing can be drawn so: {found.problem}"
    else:
        first = f"{found.drawn:,} of {found.standing.free:,} contacts; --draw --seed {plan.seed} draws just these"
    joined = (_joined(one, plan.how().strata, known) for one in found.joined)
    return Answer(data=data, lines=(first, *_lines(found, known), *joined))


def _plan(options: argparse.Namespace, workspace: "Workspace", known: "Team") -> "DrawPlan":
    from csops.domain.questions import day_start
    from csops.domain.review_draws import DrawPlan
    from csops.domain.review_samples import Stratum
    from csops.services.review_samples import new_seed
    from csops.services.settings import quality_rules

    today, zone = workspace.today(), known.shop.zone
    last = wording.day(options.last, today=today, field="--to", past=True) if options.last else today
    back = timedelta(days=_DAYS - 1)
    first = wording.day(options.first, today=today, field="--from", past=True) if options.first else last - back
    by = [part.strip().casefold() for part in options.by.split(",") if part.strip()]
    for name in by:
        if name not in _BY:
            raise UnknownName(field="--by", value=name, known=", ".join(_BY))
    each = quality_rules(workspace).per_person if options.each is None and options.total is None else options.each
    due = naming.due(options.due, now=workspace.now(), zone=zone)[0] if options.due else None
    return DrawPlan(
        since=day_start(first, zone=zone),
        until=day_start(last + timedelta(days=1), zone=zone),
        name=options.name,
        strata=tuple(Stratum(name) for name in by),
        quota=each,
        wanted=options.total or 0,
        members=_members(options.of, known),
        reviewers=_members(options.reviewers, known),
        shares=_shares(options.shares),
        self_first=options.self_first,
        due_at=due,
        seed=new_seed() if options.seed is None else options.seed,
    )


def _members(names: str, known: "Team") -> tuple[int, ...]:
    found = (naming.member(name.strip(), known) for name in names.split(",") if name.strip())
    return tuple(one for one in found if one is not None)


def _shares(said: str) -> tuple[int, ...]:
    """Return parts that are parted by commas, colons or slashes: 3:2, 60/40."""
    parts = [part.strip() for part in re.split(r"[,:/]", said)] if said.strip() else []
    for part in parts:
        if not (part.isascii() and part.isdecimal()) or len(part) > _LONGEST_SHARE:
            raise NotUnderstood(field="--shares", value=said, right="Write whole parts, such as 60,40 or 3:2")
    return tuple(int(part) for part in parts)


def _name(known: "Team", member_id: int | None) -> str:
    member = known.member(member_id)
    return "nobody" if member is None else member.name


def _preview_data(found: "DrawPreview", known: "Team") -> dict[str, Any]:
    return {
        "drawn": found.drawn,
        "population": found.standing.free,
        "handled": found.standing.handled,
        "problem": None if found.problem is None else str(found.problem),
        "layers": [{"key": list(one.key), "size": one.size, "drawn": one.drawn} for one in found.layers],
        "joined": [
            {"key": list(one.layer), "groups": [{"key": list(each.key), "size": each.size} for each in one.groups]}
            for one in found.joined
        ],
        "people": [{**vars(one), "name": _name(known, one.member_id)} for one in found.people],
        "reviewers": [{**vars(one), "name": _name(known, one.member_id)} for one in found.reviewers],
        "unshared": found.unshared,
        "serves_both": found.serves_both,
        "readable": found.readable,
        "precision": vars(found.precision),
    }


def _lines(found: "DrawPreview", known: "Team") -> list[str]:
    lines = [_person(one, known) for one in found.people]
    if len(found.reviewers) > 1:
        lines.append("Shared: " + ", ".join(f"{_name(known, one.member_id)} {one.given:,}" for one in found.reviewers))
    if found.serves_both:
        lines.append(f"{found.serves_both:,} were picked by risk or by hand before: one review serves both")
    if found.readable is not None and found.drawn:
        lines.append(f"{found.readable:,} of {found.drawn:,} hold words of ours to read; the others a note or a file")
    if found.unshared:
        lines.append(f"{found.unshared:,} are the only reviewer's own; name another with --reviewers")
    known_so_far = found.precision
    if known_so_far.for_mean is not None:
        lines.append(
            f"An average within {known_so_far.margin} points takes {known_so_far.for_mean:,} reviews "
            f"(spread {known_so_far.spread:.1f} in {known_so_far.scores:,} so far)"
        )
    lines.append(f"A share within {known_so_far.margin} points takes {known_so_far.for_share:,}, whatever it is")
    return lines


def _joined(one: "Joined", strata: tuple["Stratum", ...], known: "Team") -> str:
    """Name the groups that are drawn together; of one person's groups the person is named once."""
    from csops.domain.review_groups import told_apart

    of = told_apart(one.layer, strata)
    whose = _group(of, known)
    groups = ", ".join(f"{_group(told_apart(each.key, strata)[len(of) :], known)} {each.size:,}" for each in one.groups)
    return f"{f'Of {whose}, too' if whose else 'Too'} small for one of their own, drawn together: {groups}"


def _group(parts: tuple[tuple["Stratum", str], ...], known: "Team") -> str:
    from csops.domain.review_samples import Stratum

    def words(stratum: Stratum, one: str) -> str:
        if stratum is Stratum.PERSON:
            return _name(known, int(one))
        if stratum is Stratum.RESULT:
            return one.replace("_", " ")
        of = int(one) if one else None
        found = known.channel(of) if stratum is Stratum.CHANNEL else known.topic(of)
        return f"no {stratum.value}" if found is None else found.name

    return " / ".join(words(stratum, one) for stratum, one in parts)


def _person(one: "PersonDraw", known: "Team") -> str:
    short = f", {one.short:,} short of what is asked for" if one.short and one.drawn else ""
    return (
        f"{_name(known, one.member_id)}: {one.drawn:,} drawn{short}; {one.reviewed:,} of {one.handled:,} contacts "
        "reviewed so far"
    )


# ------------------------------------------------------------ the queue
def queue(call: Call) -> Answer:
    """List what waits for a review."""
    from csops.services.review_queue import begun_reviews, form_of_item, my_queue, team_queue
    from csops.services.settings import team

    with call.workspace() as workspace:
        known = team(workspace)
        items = team_queue(workspace).items if call.options.team else tuple(my_queue(workspace))
        drafts, me = begun_reviews(workspace), workspace.member.id
    begun = [drafts.get(form_of_item(one, viewer_id=me)) for one in items]
    lines = tuple(_item_line(one, known) + (", begun" if at else "") for one, at in zip(items, begun, strict=True))
    data = [{**_item_data(one, known), "begun_at": at} for one, at in zip(items, begun, strict=True)]
    return Answer(data={"reviews": data}, lines=lines or ("Nothing waits",))


def _item_data(one: "QueueItem", known: "Team") -> dict[str, Any]:
    pick = one.pick
    return {
        "pick": pick.id,
        "contact": pick.contact_id,
        "case": None if one.contact is None else one.contact.case_id,
        "member": _name(known, pick.member_id),
        "reviewer": None if pick.reviewer_id is None else _name(known, pick.reviewer_id),
        "purpose": one.purpose.value,
        "risk": list(pick.risk),
        "sample": one.sample or None,
        "happened_at": None if one.contact is None else one.contact.happened_at,
        "due_at": pick.due_at,
        "waits_for_self": one.awaits_self,
    }


def _item_line(one: "QueueItem", known: "Team") -> str:
    contact = one.contact
    when = "removed" if contact is None else f"{contact.happened_at.astimezone(known.calendar.tz):%d %b %Y %H:%M}"
    due = "" if one.pick.due_at is None else f", due {one.pick.due_at.astimezone(known.calendar.tz):%d %b %Y}"
    why = ", ".join([*(["fair"] if one.purpose.value == "fair" else []), *one.pick.risk]) or one.purpose.value
    by = _name(known, one.pick.reviewer_id)
    first = ", waits for their own review" if one.awaits_self and one.purpose.value != "self" else ""
    return f"Contact {one.pick.contact_id} of {_name(known, one.pick.member_id)}, {when} ({why}) for {by}{due}{first}"
