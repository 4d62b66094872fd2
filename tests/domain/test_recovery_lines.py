"""Recoveries in a list are found by what they came to, and summed with counts before shares."""

from dataclasses import replace
from datetime import timedelta

import pytest

from csops.domain.recovery_lines import Part, RecoveryLine, RecoveryQuestion, RecoverySort, summed
from csops.domain.recovery_outcomes import Stay
from tests.helpers.clock import MONDAY_MORNING

LINE = RecoveryLine(
    id=1, case_id=12, title="Frame cracked", customer_id=1, customer="Ada Brandt", started_at=MONDAY_MORNING,
    closed_at=None, cause="process", cause_note="Box too thin", stay=Stay.STAYED, answers=("CSAT 2 of 5",), low=1,
    settled=True, settled_h=3.0, learnt="Pad the box", informed="Rosa",
)  # fmt: skip


@pytest.mark.parametrize(
    ("question", "fits"),
    [
        (RecoveryQuestion(), True),
        (RecoveryQuestion(stays=(Stay.LOST, Stay.STAYED)), True),
        (RecoveryQuestion(stays=(Stay.LOST,)), False),
        (RecoveryQuestion(causes=("",)), False),
        (RecoveryQuestion(causes=("process", "")), True),
        (RecoveryQuestion(sort=RecoverySort.OPEN), True),
        (RecoveryQuestion(sort=RecoverySort.UNTAUGHT), False),
        (RecoveryQuestion(sort=RecoverySort.LOW, words="pad ADA"), True),
        (RecoveryQuestion(words="pad bell"), False),
        (RecoveryQuestion(words="12"), True),
        (RecoveryQuestion(since=MONDAY_MORNING + timedelta(hours=1)), False),
    ],
)
def test_a_recovery_fits_what_is_asked(question: RecoveryQuestion, fits: bool) -> None:
    assert question.fits(LINE) is fits


def test_customers_count_once_by_their_latest_recovery_and_shares_wait_for_enough() -> None:
    later = replace(LINE, id=2, started_at=MONDAY_MORNING + timedelta(days=1), stay=Stay.LOST, settled=False, low=0)
    stranger = replace(LINE, id=3, customer_id=None, stay=Stay.UNKNOWN, settled=None, answers=(), learnt="", low=0)
    found = summed([later, LINE, stranger], too_few=20, lost_after_days=365)
    assert (found.n, found.going_on, found.unclear, found.answered, found.low, found.taught) == (3, 3, 1, 2, 1, 2)
    assert (found.stayed, found.settled) == (Part(part=0, whole=1, too_few=20), Part(part=1, whole=2, too_few=20))
    assert (found.settled.share, found.settled.interval) == (None, None)
    enough = Part(part=15, whole=20, too_few=20)
    assert enough.share == 0.75
    assert enough.interval is not None
    assert 0.5 < enough.interval.low < 0.75 < enough.interval.high < 1
    assert Part(part=0, whole=0, too_few=0).share is None
