"""All that the detail pane shows of one case, read at once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from csops.domain.cases import OPEN_STATES, FollowUp
from csops.domain.questions import Question
from csops.services.case_closing import StillOpen, open_among
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

    def still_open(self) -> StillOpen:
        """Return what would be left open by settling the case."""
        told = self.timeline
        return open_among(
            recoveries=told.recoveries,
            steps=told.recovery_steps,
            concessions=told.concessions,
            promises=told.promises,
            follow_ups=told.follow_ups,
        )

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
