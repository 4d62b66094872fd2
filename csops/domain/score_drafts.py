"""What stands in a scorecard before it is submitted: kept while one types, joined where two windows type."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from csops.domain.role_profiles import RoleProfile
from csops.domain.scorecards import Rating, Scorecard, needs_evidence
from csops.domain.skills import HIGHEST, LOWEST
from csops.domain.texts import joined_text, kept


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What stands for one skill: a level from 1 to 5, or that it was not asked, and the words that it rests on."""

    level: int | None = None
    not_asked: bool = False
    evidence: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether it was rated, or said not to have been asked."""
        return self.not_asked or self.level is not None

    def rated(self, level: int) -> "Entry":
        """Return it with a level: it was asked after all."""
        return replace(self, level=level, not_asked=False)

    def skipped(self) -> "Entry":
        """Return it as not asked. The words stay, should it be rated after all."""
        return replace(self, level=None, not_asked=True)


@dataclass(frozen=True, kw_only=True)
class CardDraft:
    """A scorecard as it is being filled: entries by the key of the skill, a note on the whole, and the skill in front.

    `changing`: it begins from a submitted card, and would change it.
    """

    entries: Mapping[str, Entry] = field(default_factory=dict)
    note: str = ""
    at: str = ""
    changing: bool = False

    def of(self, skill: str) -> Entry:
        """Return what stands for a skill."""
        return self.entries.get(skill, Entry())

    def with_entry(self, skill: str, entry: Entry) -> "CardDraft":
        """Return the draft with another entry."""
        return replace(self, entries={**self.entries, skill: entry})

    def plain(self) -> dict[str, Any]:
        """Return it as plain values, as drafts are kept."""
        entries = {skill: dict(vars(entry)) for skill, entry in self.entries.items()}
        return {"entries": entries, "note": self.note, "at": self.at, "changing": self.changing}


def draft_from(value: Mapping[str, Any]) -> CardDraft:
    """Return the draft of plain values; what does not read as one is left out, so that the rest comes back."""
    rows = value.get("entries")
    entries = {str(skill): _entry(row) for skill, row in (rows.items() if isinstance(rows, Mapping) else ())}
    return CardDraft(
        entries=entries,
        note=str(value.get("note") or ""),
        at=str(value.get("at") or ""),
        changing=bool(value.get("changing")),
    )


def _entry(row: object) -> Entry:
    values = row if isinstance(row, Mapping) else {}
    level = values.get("level")
    is_level = isinstance(level, int) and not isinstance(level, bool) and LOWEST <= level <= HIGHEST
    return Entry(
        level=level if is_level else None,
        not_asked=bool(values.get("not_asked")) and not is_level,
        evidence=str(values.get("evidence") or ""),
    )


def draft_of(card: Scorecard) -> CardDraft:
    """Return what a card said so far as a draft: its ratings, or those first submitted where it was taken back."""
    known = card.ratings or card.first
    entries = {
        rating.skill: Entry(level=rating.level, not_asked=rating.level is None, evidence=rating.evidence)
        for rating in known
    }
    return CardDraft(entries=entries, note=card.note, changing=card.is_submitted)


def joined(mine: CardDraft, theirs: CardDraft, base: CardDraft) -> CardDraft:
    """Return one draft of two windows of one person that both went on from `base`. No typed word is lost.

    A skill that only one window touched is as it stands there. Where both did, the level is the newer one, `mine`,
    and both texts stand below each other.
    """
    skills = dict.fromkeys((*theirs.entries, *mine.entries))
    entries = {skill: _joined_entry(mine.of(skill), theirs.of(skill), base.of(skill)) for skill in skills}
    return replace(mine, entries=entries, note=joined_text(mine.note, theirs.note, base.note))


def _joined_entry(mine: Entry, theirs: Entry, base: Entry) -> Entry:
    decided = theirs if (mine.level, mine.not_asked) == (base.level, base.not_asked) else mine
    return replace(decided, evidence=joined_text(mine.evidence, theirs.evidence, base.evidence))


def ratings_of(draft: CardDraft, skills: Iterable[str]) -> tuple[Rating, ...]:
    """Return what was rated or not asked, in the order of the form; what is still open is left out."""
    answered = ((skill, draft.of(skill)) for skill in skills if draft.of(skill).is_answered)
    return tuple(Rating(skill=skill, level=entry.level, evidence=entry.evidence) for skill, entry in answered)


def lacks_evidence(draft: CardDraft, skill: str, profile: RoleProfile | None) -> bool:
    """Whether the rating of a skill asks for the words that it rests on, and they are not there."""
    asked = profile.asked(skill) if profile else None
    entry = draft.of(skill)
    return needs_evidence(entry.level, minimum=asked.minimum_level if asked else None) and not kept(entry.evidence)


def first_missing(draft: CardDraft, skills: Sequence[str], profile: RoleProfile) -> tuple[str, bool] | None:
    """Return the first skill that stops a submission, and whether only its evidence is missing; None where none."""
    for skill in skills:
        if not draft.of(skill).is_answered:
            return skill, False
        if lacks_evidence(draft, skill, profile):
            return skill, True
    if skills and all(draft.of(skill).not_asked for skill in skills):
        return skills[0], False
    return None
