"""The command that takes a sent review back: qa withdraw-review."""

from typing import TYPE_CHECKING, Any

from csops.cli.call import Answer, Call

if TYPE_CHECKING:  # as in csops/cli/call.py
    from csops.domain.reviews import Review

WITHDRAW = "withdraw-review"


def add_parts(parts: Any) -> None:
    """Add the options of `qa withdraw-review`."""
    says = (
        "Take a review back that was sent: it counts nowhere, its contact can be reviewed anew, and who was reviewed "
        "reads the reason"
    )
    withdraw = parts.add_parser(WITHDRAW, help="take a sent review back", description=says)
    withdraw.add_argument("review", type=int, metavar="ID")
    withdraw.add_argument("--why", required=True, metavar="T", help="the reason; who was reviewed reads it")


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


PARTS = {WITHDRAW: withdraw}
