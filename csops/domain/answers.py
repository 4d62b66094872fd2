"""Until when a case must be answered first, and whether it was."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from csops.domain.calendar import Calendar, add_business_minutes
from csops.domain.cases import State
from csops.domain.channels import Channel
from csops.domain.errors import OutOfRange

_MINUTE = timedelta(minutes=1)
_MOST_KEPT = 4096
_UNTOUCHED = {State.NEW, State.OPEN}
"""Whoever waits for the customer or somebody else has spoken to them, however little of it is written down."""


class Deadlines:
    """The targets of the channels, in opening hours, as moments.

    Where somebody waits the target is seconds: below a minute that is the speed of answer, told by itself, and only a
    case that was not answered live is late.
    """

    def __init__(self, calendar: Calendar, channels: Iterable[Channel]) -> None:
        self._calendar = calendar
        known = tuple(channels)
        self._targets: Mapping[int | None, timedelta] = {one.id: max(one.target, _MINUTE) for one in known}
        self._deferred = {one.id for one in known if not one.is_immediate}
        self._kept: dict[tuple[int | None, datetime], datetime | None] = {}  # lists ask for each row of each frame

    def of(self, channel_id: int | None, opened_at: datetime) -> datetime | None:
        """Return until when a case of this channel is to be answered; None where that is not known."""
        key = (channel_id, opened_at)
        if key not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[key] = self._worked_out(channel_id, opened_at)
        return self._kept[key]

    def _worked_out(self, channel_id: int | None, opened_at: datetime) -> datetime | None:
        target = self._targets.get(channel_id)
        if target is None:
            return None
        try:
            return add_business_minutes(self._calendar, opened_at, target / _MINUTE)
        except OutOfRange:  # a shop that is never open promises nothing
            return None

    def was_late(self, channel_id: int | None, *, opened_at: datetime, answered_at: datetime | None) -> bool:
        """Whether the first answer came after the target."""
        if answered_at is None:
            return False
        until = self.of(channel_id, opened_at)
        return until is not None and answered_at > until

    def is_overdue(
        self, channel_id: int | None, *, opened_at: datetime, answered_at: datetime | None, state: State, now: datetime
    ) -> bool:
        """Whether a case of a deferred channel that nobody has answered yet is beyond the target.

        Of a call it is known only where somebody wrote down how long it rang: without that it counts as answered.
        """
        if answered_at is not None or state not in _UNTOUCHED or channel_id not in self._deferred:
            return False
        until = self.of(channel_id, opened_at)
        return until is not None and now > until
