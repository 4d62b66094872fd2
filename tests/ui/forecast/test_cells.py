"""What a cell of the map says."""

from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QLocale

from csops.domain.channels import Channel
from csops.domain.requirement import ChannelShare, IntervalNeed, Reason
from csops.ui.forecast import cells
from csops.ui.kit.formats import Formats

FORMATS = Formats(locale=QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom), zone=UTC)
CHANNELS = {"phone": Channel(key="phone", name="Phone"), "email": Channel(key="email", name="E-mail")}


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
        channels=(
            ChannelShare(channel="email", is_immediate=False, contacts=contacts / 3, load=0.1),
            ChannelShare(channel="phone", is_immediate=True, contacts=contacts * 2 / 3, load=0.5),
        ),
    )


def _line(cell: IntervalNeed) -> str:
    return cells.sentence(cell, FORMATS).replace("\u00a0", " ")


def test_one_line_says_what_comes_and_how_the_people_manage() -> None:
    said = "Monday 10:30 to 11:00: 3.0 contacts of 5:40 each; three people answer 84 % in time, busy 30 % of the time"
    assert _line(_cell(agents=3, reason=Reason.SERVICE_LEVEL)) == said
    assert "; one person answers 84 % in time" in _line(_cell(agents=1, reason=Reason.SERVICE_LEVEL))


def test_a_cell_without_work_says_so() -> None:
    assert _line(_cell(agents=0, reason=Reason.NO_WORK, contacts=0)) == "Monday 10:30 to 11:00: no contacts expected"


def test_the_card_explains_the_number_line_by_line() -> None:
    cell = _cell(agents=3, reason=Reason.SERVICE_LEVEL)
    tip = cells.tip(cell, CHANNELS, FORMATS, occupancy=0.85, minimum=2)
    assert tip.title == "Monday 10:30 to 11:00"
    assert [(label, text.replace("\u00a0", " ")) for label, text in tip.lines] == [
        ("Contacts expected", "3.0"),
        ("Phone 2.0, E-mail 1.0", ""),
        ("Handle time, mean", "5:40"),
        ("People needed", "3"),
        ("Answered in time", "84 %"),
        ("Busy", "30 % of the time"),
        ("Two would let too many wait too long", ""),
    ]


@pytest.mark.parametrize(
    ("agents", "reason", "said"),
    [
        (1, Reason.SERVICE_LEVEL, "One is the least for those who wait"),
        (1, Reason.DEFERRED_WORK, "One is the least for the written work that falls due"),
        (4, Reason.OCCUPANCY, "Three would answer in time but be busier than 85 %"),
        (2, Reason.DEFERRED_WORK, "One would not get the written work done in time"),
        (2, Reason.MINIMUM, "The work would take fewer; at least two while open"),
    ],
)
def test_a_cell_says_what_decides(agents: int, reason: Reason, said: str) -> None:
    cell = _cell(agents=agents, reason=reason)
    assert cells.reason(cell, FORMATS, occupancy=0.85, minimum=2).replace("\u00a0", " ") == said
