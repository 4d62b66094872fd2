"""Where a review stands in the list of what waits."""

from datetime import timedelta
from typing import Any

from csops.domain.review_queue import QueueItem, QueuePlace, in_turn, place_in
from csops.domain.review_samples import Pick, PickState
from csops.domain.reviews import Purpose
from tests.helpers.clock import MONDAY_MORNING
from tests.helpers.records import a_contact


def _item(number: int, **values: Any) -> QueueItem:
    more = {name: values.pop(name) for name in ("contact", "purpose", "awaits_self") if name in values}
    pick = Pick(id=number, contact_id=number, **{"member_id": 1, "reviewer_id": 9, "position": number, **values})
    return QueueItem(pick=pick, **{"contact": a_contact(case_id=1), "purpose": Purpose.FAIR, **more})


LATE = MONDAY_MORNING - timedelta(days=1)
WAITING = _item(1, awaits_self=True, due_at=LATE, self_first=True)
OVERDUE, NEXT, GONE = _item(5, sample_id=7, due_at=LATE), _item(2, member_id=2), _item(3, contact=None)
LAST, OWN = _item(4, sample_id=None), _item(6, purpose=Purpose.SELF, awaits_self=True, self_first=True)
QUEUE = in_turn([WAITING, NEXT, GONE, OWN, LAST, OVERDUE])


def test_the_list_has_own_ones_first_then_what_is_due_and_last_what_waits_for_others() -> None:
    assert [one.pick.id for one in QUEUE] == [6, 5, 2, 3, 4, 1]


def test_the_form_goes_through_the_rows_of_the_list_from_end_to_end() -> None:
    assert place_in(QUEUE, OWN.pick) == QueuePlace(number=1, of=4, next_id=5)
    assert place_in(QUEUE, OVERDUE.pick) == QueuePlace(number=1, of=1, before_id=6, next_id=2), "of its draw"
    assert place_in(QUEUE, OVERDUE.pick, done=2) == QueuePlace(number=3, of=3, before_id=6, next_id=2)
    assert place_in(QUEUE, NEXT.pick) == QueuePlace(number=1, of=1, before_id=5, next_id=4), "a removed one is passed"
    assert place_in(QUEUE, WAITING.pick) == QueuePlace(number=4, of=4, before_id=4)


def test_beside_what_waits_no_more_is_what_stood_there() -> None:
    done = _item(2, member_id=2, state=PickState.DONE).pick
    left = [one for one in QUEUE if one is not NEXT]
    assert place_in(left, done) == QueuePlace(before_id=5, next_id=4)
    assert place_in([], done) == QueuePlace()
