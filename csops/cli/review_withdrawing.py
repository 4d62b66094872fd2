"""Commands about reviews that were sent: qa withdraw-review takes one back, qa checks tells who checked one."""

from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.review_grading import SeenCheck
    from csops.domain.reviews import Review

WITHDRAW, CHECKS = "withdraw-review", "checks"


def add_parts(parts: Any) -> None:
    """Add the options of `qa withdraw-review` and `qa checks`."""
    says = (
        "Take a review back that was sent: it counts nowhere, its contact can be reviewed anew, and who was reviewed "
        "reads the reason"
    )
    withdraw = parts.add_parser(WITHDRAW, help="take a sent review back", description=says)
    withdraw.add_argument("review", type=int, metavar="ID")
    withdraw.add_argument("--why", "--reason", required=True, metavar="T", help="the reason; who was sent it reads it")
    says = "List how leads rated what you reviewed, by criterion where you differ; what they sent you"
    parts.add_parser(CHECKS, help="checks of your reviews", description=says)


def withdraw(call: Call) -> Answer:
    """Take a review back."""
    from csops.services.review_withdrawal import withdraw_review

    with call.workspace() as workspace:
        made = withdraw_review(workspace, review_id=call.options.review, why=call.options.why)
    line = f"Review {made.id} is withdrawn and counts nowhere; its contact can be reviewed anew"
    return Answer(data={"review": made.id, "contact": made.contact_id, **withdrawal_data(made)}, lines=(line,))


def withdrawal_data(one: "Review") -> dict[str, Any]:
    """Return how far a review is, and since when and why it was withdrawn."""
    return {
        "state": one.state.value,
        "withdrawn_at": one.withdrawn_at,
        "withdrawn_by": one.withdrawn_by,
        "withdrawn_why": one.withdrawn_why,
    }


def checks(call: Call) -> Answer:
    """List what leads sent of reviews that one made."""
    from csops.services.review_checks import my_checks

    with call.workspace() as workspace:
        found = my_checks(workspace)
    lines = [line for one in found for line in _lines(one)]
    return Answer(data={"checks": [_data(one) for one in found]}, lines=tuple(lines) or ("No check was sent to you",))


def _lines(one: "SeenCheck") -> list[str]:
    from csops.domain.review_answers import words_of_rating

    about = f"Check {one.check.id} of your review {one.checked.id} ({one.member.name}) by {one.checker.name}"
    if one.check.is_withdrawn:
        return [f"{about}: withdrawn, it counts nowhere: {one.check.withdrawn_why}"]
    alike = "" if one.nearness is None else f": {one.nearness:.0%} alike"
    told = [
        f"  {each.criterion.key}: {each.criterion.name}: {words_of_rating(each.criterion, each.given)}, checked as "
        f"{words_of_rating(each.criterion, each.right)}{f' ({each.note})' if each.note else ''}"
        for each in one.differences
    ]
    return [f"{'NEW ' if one.is_news else ''}{about}{alike}", *told]


def _data(one: "SeenCheck") -> dict[str, Any]:
    is_over = one.check.is_withdrawn
    return {
        "check": one.check.id,
        "review": one.checked.id,
        "member": one.member.name,
        "checker": one.checker.name,
        **withdrawal_data(one.check),
        "sent_at": one.check.sent_at,
        "is_news": one.is_news,
        "nearness": None if is_over else one.nearness,
        "differences": [
            {"criterion": each.criterion.key, "given": each.given, "right": each.right, "note": each.note}
            for each in one.differences
        ],
    }


PARTS = {WITHDRAW: withdraw, CHECKS: checks}
