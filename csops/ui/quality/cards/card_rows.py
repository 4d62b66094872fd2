"""The sections and criteria of a card as they are typed: what stands where, and how it moves."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from math import fsum

from csops.domain.review_card_rules import shared_out
from csops.domain.review_cards import Section
from csops.domain.scoring import WHOLE, Criterion, Scale
from csops.domain.skills import free_key

_USUAL_SOURCES = ("text", "recording", "listened")


@dataclass
class Entry:
    """A criterion as it is typed, and whether its weight is held."""

    criterion: Criterion
    is_held: bool = False


class CardRows:
    """Sections in their order, and criteria in the order of their sections."""

    def __init__(
        self, sections: Sequence[Section] = (), criteria: Sequence[Criterion] = (), *, held: Collection[int] = ()
    ) -> None:
        self.sections = list(sections)
        order = {section.key: place for place, section in enumerate(sections)}
        entries = [Entry(one, is_held=place in held) for place, one in enumerate(criteria)]
        self.entries = sorted(entries, key=lambda entry: order.get(entry.criterion.section, 0))

    def criteria(self) -> tuple[Criterion, ...]:
        """Return the criteria in their order."""
        return tuple(entry.criterion for entry in self.entries)

    def held(self) -> list[int]:
        """Return the places of the criteria whose weight is held."""
        return [place for place, entry in enumerate(self.entries) if entry.is_held]

    def of(self, section: str) -> list[int]:
        """Return the places of the criteria of a section."""
        return [place for place, entry in enumerate(self.entries) if entry.criterion.section == section]

    def weight(self, section: str | None = None) -> float:
        """Return what a section weighs, or all of them."""
        return fsum(one.weight for one in self.criteria() if section in (None, one.section))

    def share_out(self) -> None:
        """Let those weights that are not held share what the others leave of 100. Raises as `shared_out`."""
        shared = shared_out(self.criteria(), held=self.held())
        for entry, one in zip(self.entries, shared, strict=True):
            entry.criterion = one

    def add(self, section: str, *, scale: Scale) -> int:
        """Add a criterion at the end of a section, with what is left of the weight; return its place."""
        last = self.entries[-1].criterion if self.entries else None
        fresh = Criterion(
            key="",
            name="",
            section=section,
            scale=last.scale if last else scale,
            weight=max(0.0, round(WHOLE - self.weight(), 2)),
            seen_in=last.seen_in if last else _USUAL_SOURCES,
        )
        place = self._end_of(section)
        self.entries.insert(place, Entry(fresh))
        return place

    def add_section(self) -> None:
        """Add a section without a name at the end."""
        key = free_key("section", [section.key for section in self.sections])
        self.sections.append(Section(key=key, name=""))

    def move(self, place: int, by: int) -> int:
        """Move a criterion up or down, at the edge of its section over into the next one; return where it is now."""
        entry, keys = self.entries[place], [section.key for section in self.sections]
        other = place + by
        if other in self.of(entry.criterion.section):
            self.entries[place], self.entries[other] = self.entries[other], entry
            return other
        number = keys.index(entry.criterion.section) + by
        if not 0 <= number < len(keys):
            return place
        entry.criterion = replace(entry.criterion, section=keys[number])
        self.entries.remove(entry)
        now = self._end_of(keys[number], before=by > 0)
        self.entries.insert(now, entry)
        return now

    def move_section(self, place: int, by: int) -> bool:
        """Move a section with its criteria; return whether there was room."""
        other = place + by
        if not 0 <= other < len(self.sections):
            return False
        self.sections[place], self.sections[other] = self.sections[other], self.sections[place]
        order = [section.key for section in self.sections]
        self.entries.sort(key=lambda entry: order.index(entry.criterion.section))
        return True

    def _end_of(self, section: str, *, before: bool = False) -> int:
        """Return the place after the criteria of a section and those above it; with `before` the place of its first."""
        keys = [each.key for each in self.sections]
        above = keys[: keys.index(section) + (0 if before else 1)]
        return sum(entry.criterion.section in above for entry in self.entries)
