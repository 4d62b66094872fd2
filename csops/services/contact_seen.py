"""What somebody saw when they ticked everything: nothing else is changed with it, and nothing less."""

from collections.abc import Iterable
from dataclasses import dataclass

from csops.services.contact_pages import ContactPages

MOST_NOTED = 10_000
"""Of more than these nobody unticks so many that a deed would still take the rest."""


@dataclass(frozen=True)
class Drift:
    """How many contacts came in and went since everything was ticked."""

    came: int = 0
    went: int = 0

    def __bool__(self) -> bool:
        """Whether it is not what was seen any more."""
        return bool(self.came or self.went)


class SeenContacts:
    """All that a table showed at one moment: how many, those whose rows were there, and soon after which they are.

    `note` and `drift` are asked in the lane of reads, one after the other; the rest is known when it is made.
    """

    def __init__(self, *, total: int, shown: Iterable[int] = ()) -> None:
        self.total = total
        self._shown = frozenset(shown)
        self._ids: frozenset[int] | None = None

    @property
    def is_noted(self) -> bool:
        """Whether each of them is known."""
        return self._ids is not None

    def note(self, pages: ContactPages) -> None:
        """Note which they are. Where something changed since the rows came, these are not what was seen."""
        if self.total <= MOST_NOTED:
            ids = frozenset(pages.everything(most=MOST_NOTED + 1))
            if len(ids) == self.total and self._shown <= ids:
                self._ids = ids

    def drift(self, pages: ContactPages) -> Drift:
        """Return what has come in and gone since, counted by the rows that were there where the rest is not known."""
        now = frozenset(pages.everything(most=MOST_NOTED + 1))
        if self._ids is not None:
            return Drift(came=len(now - self._ids), went=len(self._ids - now))
        went = len(self._shown - now)
        came = len(now) - (self.total - went)
        return Drift(came=came, went=went) if came >= 0 else Drift(went=went - came)
