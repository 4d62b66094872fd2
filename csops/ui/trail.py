"""Where a person has been in the window: back and forward."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Stop:
    """A place that was shown, with the question that was asked there."""

    place: str
    question: object = None


class Trail:
    """The stops of one window, and which of them is shown."""

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._here = -1

    @property
    def here(self) -> Stop | None:
        """The stop that is shown, None before the first."""
        return self._stops[self._here] if self._stops else None

    def go(self, stop: Stop) -> None:
        """Go on to a stop. What lay ahead is forgotten; the same stop again is none."""
        if stop != self.here:
            del self._stops[self._here + 1 :]
            self._stops.append(stop)
            self._here = len(self._stops) - 1

    def back(self) -> Stop | None:
        """Go one stop back and return it, None at the first."""
        return self._move(-1)

    def forward(self) -> Stop | None:
        """Go one stop forward and return it, None at the last."""
        return self._move(1)

    def _move(self, step: int) -> Stop | None:
        if not 0 <= self._here + step < len(self._stops):
            return None
        self._here += step
        return self._stops[self._here]
