"""Commands that make and list reviews: qa review, qa reviews."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call
from csops.cli.review_withdrawing import withdrawal_data
from csops.domain.reviews import Source

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.reviews import Review
    from csops.services.review_places import Waiting
    from csops.services.workspace import Workspace


def add_parts(parts: Any) -> None:
    """Add the options of `qa review` and `qa reviews`."""
    says = (
        "Review a contact from a JSON file with the rating of each criterion, null where it is not applicable. What is "
        'said of one goes with it: {"correct": {"rating": 0, "note": "...", "cause": KEY, "quote": "..."}}. A critical '
        "error needs one of the three"
    )
    review = parts.add_parser("review", help="review a contact", description=says)
    review.add_argument("contact", type=int, metavar="CONTACT", help="its number")
    review.add_argument("--card", metavar="KEY", help="key or name of the scorecard; else the first that fits")
    review.add_argument(
        "--ratings", required=True, metavar="FILE.json", help='such as {"greeting": 2, "identity": null}'
    )
    sources = [one.value for one in Source]
    review.add_argument(
        "--source",
        choices=sources,
        help="what it is made from (default: text where words of yours stand in it, else note)",
    )
    review.add_argument("--source-ref", default="", metavar="PLACE", help="file or link of the recording")
    review.add_argument("--pick", type=int, metavar="ID", help="its place in the queue (see qa queue)")
    review.add_argument("--take-over", action="store_true", help="also where it waits in somebody else's queue")
    review.add_argument("--note", default="", metavar="TEXT", help="coaching note")
    review.add_argument("--praise", default="", metavar="TEXT", help="what was done well")
    review.add_argument("--send", action="store_true", help="let the person see it at once")
    says = "List reviews that you may see: those you made, or of a person's contacts"
    listed = parts.add_parser("reviews", help="list reviews", description=says)
    listed.add_argument("--of", metavar="NAME", help="of this person's contacts; else those you made")
    listed.add_argument("--contact", type=int, metavar="CONTACT", help="of this contact")


def review(call: Call) -> Answer:
    """Review a contact."""
    from csops.domain.review_filling import Filled
    from csops.services.review_cards import card_named
    from csops.services.review_files import found_in, ratings_of_file
    from csops.services.reviews import begin_review, finish_review

    options = call.options
    given = ratings_of_file(Path(options.ratings))
    source = Source(options.source) if options.source else None
    with call.workspace() as workspace:
        card_id = card_named(workspace, key=options.card).card.id if options.card else None
        form = begin_review(workspace, contact_id=options.contact, pick_id=options.pick, card_id=card_id, source=source)
        if form.waits is not None:
            _take_over(workspace, form.waits, is_wished=options.take_over)
        texts = {one.id: one.text for one in form.timeline.contacts} | {form.contact_id: form.subject.contact.text}
        filled = Filled(
            contact_id=form.contact_id,
            card_version_id=form.version.id,
            source=form.draft.source,
            source_ref=options.source_ref,
            ratings=found_in(texts, given, contact_id=form.contact_id, source=form.draft.source),
            purpose=form.purpose,
            pick_id=None if form.pick is None else form.pick.id,
            note=options.note,
            praise=options.praise,
        )
        made = finish_review(workspace, filled=filled, send=options.send)
    return Answer(data=_data(made), lines=(_line(made),))


def _take_over(workspace: "Workspace", waits: "Waiting", *, is_wished: bool) -> None:
    """Take what waits for somebody else into one's own queue, or raise InputError where nobody said so."""
    from csops.domain.errors import InputError
    from csops.services.review_picks import reassign_picks

    if not is_wished:
        where = "the team's queue" if waits.reviewer is None else f"the queue of {waits.reviewer.name}"
        raise InputError(field="contact", problem=f"it waits in {where}", right="Take it over with --take-over")
    reassign_picks(workspace, pick_ids=[waits.pick.id], reviewer_id=workspace.member.id)


def reviews(call: Call) -> Answer:
    """List reviews."""
    from csops.cli import naming
    from csops.services.reviews import contact_reviews, member_reviews, my_reviews_made
    from csops.services.settings import team

    with call.workspace() as workspace:
        if call.options.contact:
            found = contact_reviews(workspace, contact_id=call.options.contact)
        elif call.options.of:
            member_id = naming.member(call.options.of, team(workspace))
            found = member_reviews(workspace, member_id=member_id or 0)
        else:
            found = my_reviews_made(workspace)
    lines = tuple(map(_line, found)) or ("No reviews that you may see",)
    return Answer(data={"reviews": [_data(one) for one in found]}, lines=lines)


PARTS: dict[str, Callable[[Call], Answer]] = {"review": review, "reviews": reviews}


def _line(one: "Review") -> str:
    number = "no score" if one.final is None else f"{one.final:.1f}"
    score = number if one.final is None and not one.critical else f"{number}, {one.outcome.value}"
    has_other = one.critical and one.raw is not None and one.raw != one.final
    before = f" ({one.raw:.1f} without the critical error)" if has_other else ""
    why = f": {one.withdrawn_why}" if one.is_withdrawn else ""
    said = f"{score}{before}; {one.seen:.0%} rated, {one.state.value}{why}"
    return f"{one.id}  contact {one.contact_id or 'removed'}: {said}"


def _data(one: "Review") -> dict[str, Any]:
    return {
        "id": one.id,
        "contact": one.contact_id,
        "case": one.case_id,
        "member": one.member_id,
        "reviewer": one.reviewer_id,
        "purpose": one.purpose.value,
        **withdrawal_data(one),
        "source": one.source.value,
        "raw": one.raw,
        "final": one.final,
        "seen": one.seen,
        "outcome": one.outcome.value,
        "critical": list(one.critical),
        "finished_at": one.finished_at,
        "sent_at": one.sent_at,
        "ratings": {rating.criterion: rating.rating for rating in one.ratings},
        "unseen": [rating.criterion for rating in one.ratings if rating.unseen],
    }
