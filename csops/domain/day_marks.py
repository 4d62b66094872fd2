"""What a person says of days of the history: an event of one's own, not to be learned from, or looked at and real."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum

from csops.domain.errors import Missing, OutOfRange
from csops.domain.texts import one_line, short_enough

MOST_DAYS = 366
LARGEST_EFFECT = 10.0
SMALLEST_EFFECT = 0.01


class MarkKind(Enum):
    """What a mark says of its days."""

    EVENT = "event"
    """Something of one's own moved the volume: a campaign, a sale, a failure. The same name is the same event again."""
    LEFT_OUT = "left-out"
    """An outlier or a broken log: the forecast does not learn from these days."""
    ORDINARY = "ordinary"
    """A person looked: it was real, and is not to be asked about again."""


@dataclass(frozen=True, kw_only=True)
class DayMark:
    """A label on days of the history or to come, on one channel or on all of them (`channel_id` None).

    `effect` is the factor that an event is assumed to have (1.3 for 30 % more); None: measured from the earlier days of
    the events of that name. The contacts themselves are never changed by it.
    """

    first_day: date
    last_day: date
    kind: MarkKind
    channel_id: int | None = None
    name: str = ""
    effect: float | None = None
    id: int = 0
    version: int = 1

    def days(self) -> Iterator[date]:
        """Every day that is marked."""
        return (self.first_day + timedelta(days=ahead) for ahead in range((self.last_day - self.first_day).days + 1))

    def covers(self, day: date) -> bool:
        """Whether the mark is on that day."""
        return self.first_day <= day <= self.last_day


def checked_mark(mark: DayMark) -> DayMark:
    """Return the mark as it is kept; only an event has an effect.

    Raises:
        Missing: an event without a name. OutOfRange: days the wrong way round or too many, an effect beyond belief.
    """
    if mark.last_day < mark.first_day:
        raise OutOfRange(field="last day", value=mark.last_day, right=f"Take {mark.first_day} or a later day")
    if (mark.last_day - mark.first_day).days >= MOST_DAYS:
        raise OutOfRange(field="last day", value=mark.last_day, right=f"Mark at most {MOST_DAYS} days at once")
    name = short_enough(one_line(mark.name), field="name")
    if mark.kind is not MarkKind.EVENT:
        return replace(mark, name=name, effect=None)
    if not name:
        raise Missing(field="name", right="Name the event, such as Newsletter; the same name is the same event again")
    if mark.effect is not None and not SMALLEST_EFFECT <= mark.effect <= LARGEST_EFFECT:
        percent = f"{100 * (mark.effect - 1):+.0f} %"
        raise OutOfRange(field="effect", value=percent, right="Take -99 % to +900 %")
    return replace(mark, name=name)
