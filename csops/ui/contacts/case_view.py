"""All that the detail pane shows of one case, read at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from csops.domain.cases import OPEN_STATES, FollowUp, FollowUpKind
from csops.domain.questions import Question
from csops.services.cases import Timeline, count_cases, timeline
from csops.services.contacts import count_contacts
from csops.services.workspace import Workspace

A_YEAR = timedelta(days=365)


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """A case with its timeline, and what the head says of its customer."""

    timeline: Timeline
    contacts_in_a_year: int
    open_cases: int

    @property
    def case_id(self) -> int:
        """The number of the case."""
        return self.timeline.case.id

    @property
    def customer_title(self) -> str:
        """What to call the customer; empty where nobody is known."""
        return self.timeline.customer.title if self.timeline.customer else ""

    def next_promise(self) -> FollowUp | None:
        """Return what is due first of what is promised and not done."""
        pending = [promise for promise in self.timeline.follow_ups if promise.done_at is None]
        return min(pending, key=lambda promise: promise.due_at, default=None)

    def promised(self) -> tuple[str, ...]:
        """Return what is promised to the customer and neither kept nor given up."""
        return tuple(one.what for one in self.timeline.promises if one.settled_at is None)

    def open_steps(self) -> int:
        """Return how many steps of a recovery that goes on are open."""
        goes_on = any(one.closed_at is None for one in self.timeline.recoveries)
        return sum(step.done_at is None for step in self.timeline.recovery_steps) if goes_on else 0

    def waiting_concessions(self) -> int:
        """Return how many concessions wait for a decision."""
        return sum(one.decided_at is None for one in self.timeline.concessions)

    def pending_of(self, kind: FollowUpKind) -> int:
        """Return how many follow-ups of a kind are not done."""
        return sum(one.kind is kind and one.done_at is None for one in self.timeline.follow_ups)

    def known_since(self) -> datetime | None:
        """Return since when we know the customer."""
        return self.timeline.customer_since


def read_case(workspace: Workspace, *, case_id: int) -> CaseView:
    """Return a case as the detail pane shows it, or raise NotFound."""
    found = timeline(workspace, case_id=case_id)
    customer_id = found.case.customer_id
    if customer_id is None:
        return CaseView(timeline=found, contacts_in_a_year=0, open_cases=0)
    lately = Question(customer_id=customer_id, since=workspace.now() - A_YEAR)
    unsettled = Question(customer_id=customer_id, states=OPEN_STATES)
    return CaseView(
        timeline=found,
        contacts_in_a_year=count_contacts(workspace, question=lately),
        open_cases=count_cases(workspace, question=unsettled),
    )
