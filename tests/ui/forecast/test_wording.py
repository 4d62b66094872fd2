from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import QLocale

from csops.domain.channels import Channel
from csops.domain.outlooks import ChannelOutlook, HandleSource, MeasuredHandleTime, WeeklyMiss
from csops.domain.predictions import Method
from csops.domain.requirement import ChannelShare, IntervalNeed, Reason
from csops.ui.forecast import wording
from csops.ui.kit.formats import Formats

FORMATS = Formats(locale=QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), zone=UTC)
CHANNELS = {"phone": Channel(key="phone", name="Phone"), "email": Channel(key="email", name="E-mail")}


def _outlook(miss: WeeklyMiss | None) -> ChannelOutlook:
    return ChannelOutlook(
        key="phone",
        history=(),
        ahead=(),
        first_day=date(2026, 1, 1),
        history_days=60,
        method=Method.MIX,
        mase=None,
        naive_mase=None,
        floor_wape=None,
        miss=miss,
        expected={},
        is_thin=True,
        outside_hours=0,
        missing_days=0,
    )


def _cell(*, agents: int, reason: Reason, contacts: float = 3.0) -> IntervalNeed:
    return IntervalNeed(
        starts_at=datetime(2026, 3, 2, 10, 30, tzinfo=UTC),
        length_s=1800,
        agents=agents,
        reason=reason,
        contacts=contacts,
        immediate_load=0.5,
        deferred_load=0.1,
        handle_time_s=340 if contacts else None,
        service_level=0.84 if contacts else None,
        mean_wait_s=10,
        occupancy=0.3,
        channels=(ChannelShare(channel="phone", is_immediate=True, contacts=contacts, load=0.5),),
    )


def _said(cell: IntervalNeed) -> str:
    return wording.cell_sentence(cell, CHANNELS, FORMATS, occupancy=0.85, minimum=2).replace("\u00a0", " ")


def test_the_forecast_that_is_nearer_is_said_beside_the_guess() -> None:
    miss = WeeklyMiss(share=0.09, naive_share=0.14, weeks=48, origins=12)
    said = wording.miss(_outlook(miss), FORMATS).replace("\u00a0", " ")
    assert said == "Usual miss 9 %, against 14 % for repeating last week"


def test_the_naive_guess_that_wins_is_said_to() -> None:
    miss = WeeklyMiss(share=0.19, naive_share=0.17, weeks=48, origins=12)
    said = wording.miss(_outlook(miss), FORMATS).replace("\u00a0", " ")
    assert said == "The naive guess was nearer: repeating last week missed 17 %, this forecast 19 %"


def test_without_past_forecasts_nothing_is_claimed() -> None:
    assert wording.miss(_outlook(None), FORMATS) == "Too little history to say how far off this usually is"


def test_a_cell_names_contacts_service_and_what_fewer_would_mean() -> None:
    assert _said(_cell(agents=3, reason=Reason.SERVICE_LEVEL)) == (
        "Monday 10:30 to 11:00: 3.0 contacts of 5:40 each. With three people 84 % are answered in time, and they are "
        "busy 30 % of the time. Two would let too many wait too long."
    )


@pytest.mark.parametrize(
    ("agents", "reason", "end"),
    [
        (1, Reason.SERVICE_LEVEL, "One is the least for those who wait."),
        (1, Reason.DEFERRED_WORK, "One is the least for the written work that falls due."),
        (4, Reason.OCCUPANCY, "Three would answer in time but be busier than 85 %."),
        (2, Reason.DEFERRED_WORK, "One would do for those who wait, not for the written work that falls due."),
        (2, Reason.MINIMUM, "The work would take fewer; at least two while open."),
    ],
)
def test_a_cell_says_what_decides(agents: int, reason: Reason, end: str) -> None:
    assert _said(_cell(agents=agents, reason=reason)).endswith(end)


def test_a_cell_without_work_says_so() -> None:
    said = _said(_cell(agents=0, reason=Reason.NO_WORK, contacts=0))
    assert said == "Monday 10:30 to 11:00: no contacts expected. Nobody is needed."


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (HandleSource.RECENT, "Measured mean, last 12 weeks (n 1,240)"),
        (HandleSource.EVER, "Measured mean since May 2024 (n 1,240)"),
        (HandleSource.ASSUMED, "None measured yet; the team's assumption"),
    ],
)
def test_a_handle_time_names_its_source(source: HandleSource, said: str) -> None:
    found = MeasuredHandleTime(seconds=300, contacts=1240, since=date(2024, 5, 1), source=source)
    assert wording.handle_source(found, FORMATS) == said


def test_a_closed_day_has_its_name_and_several_their_number() -> None:
    assert wording.closed(["New Year's Day"]) == "New Year's Day"
    assert wording.closed([""]) == "One day closed"
    assert wording.closed(["Christmas Day", "Boxing Day"]) == "2 days closed"


def test_one_is_said_in_the_singular() -> None:
    assert wording.tr("%n weeks", 1) == "1 week"
    assert wording.people(1) == "one person"
