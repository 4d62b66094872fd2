"""What interviewers wrote, what is to be talked about, and what was decided: entries of the panel, as values."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from csops.domain.openings import Move, Outcome, Stage
from csops.domain.scorecards import Scorecard
from csops.services.comparison import Comparison, Said, Written
from csops.ui.hiring.compare import words
from csops.ui.hiring.openings.words import outcome_words, stage_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One thing that somebody wrote: who, the words, and a line below them."""

    who: str
    text: str
    note: str = ""


def entries(found: Comparison, heard: Said, formats: Formats) -> list[Entry]:
    """Return what was written: evidence, interviewers by turns with the heaviest skill first; then notes."""
    said = [_evidence(found, one, formats) for one in _by_turns(heard.written)]
    cards: dict[int, Scorecard] = {one.card.id: one.card for one in heard.written}
    said += [_card(found, card, formats) for card in cards.values() if card.note or card.saw_others]
    said += [
        Entry(
            who=words.member_name(found, note.member_id),
            text=note.text,
            note=tr("Note, {moment}").format(moment=formats.moment(note.at)),
        )
        for note in heard.notes
    ]
    return said


def _by_turns(written: Sequence[Written]) -> list[Written]:
    """Each interviewer's first, then each one's second: the first few say what all of them saw."""
    turns: Counter[int] = Counter()
    placed: list[tuple[int, Written]] = []
    for one in written:
        if one.rating.evidence or one.first:
            turns[one.member_id] += 1
            placed.append((turns[one.member_id], one))
    return [one for _turn, one in sorted(placed, key=lambda pair: pair[0])]


def _evidence(found: Comparison, one: Written, formats: Formats) -> Entry:
    level = tr("not asked") if one.rating.level is None else formats.number(one.rating.level)
    note = tr("{skill}: {level}").format(skill=words.skill_name(found, one.rating.skill), level=level)
    if one.first is not None and one.first.level != one.rating.level:
        before = tr("not asked") if one.first.level is None else formats.number(one.first.level)
        note = tr("{note}, at first {before}").format(note=note, before=before)
    elif one.first is not None:
        note = tr("{note}, words changed later").format(note=note)
    return Entry(who=words.member_name(found, one.member_id), text=one.rating.evidence or tr("(no words)"), note=note)


def _card(found: Comparison, card: Scorecard, formats: Formats) -> Entry:
    note = tr("On the whole, {moment}").format(moment=formats.moment(card.submitted_at))
    if card.saw_others:
        note = tr("{note}; could see other ratings before").format(note=note)
    return Entry(who=words.member_name(found, card.member_id), text=card.note or tr("(no words)"), note=note)


def decision_entries(found: Comparison, moves: list[Move], formats: Formats) -> list[Entry]:
    """Return what was decided, the newest first, with the figures of its moment."""
    return [_move(found, move, formats) for move in reversed(moves)]


def _move(found: Comparison, move: Move, formats: Formats) -> Entry:
    who = words.member_name(found, move.member_id)
    note = tr("{moment} by {name}").format(moment=formats.moment(move.at), name=who)
    if move.fit is not None:
        said = tr("{note}; fit {fit}, coverage {coverage} then")
        note = said.format(
            note=note, fit=words.per_cent(move.fit, formats), coverage=words.per_cent(move.coverage, formats)
        )
    if move.against:
        note = tr("{note}; against what the figures said").format(note=note)
    what = _what(move)
    text = tr("{what}: {reason}").format(what=what, reason=move.reason) if move.reason else what
    return Entry(who=who, text=text, note=note)


def _what(move: Move) -> str:
    if move.to_outcome is not Outcome.OPEN:
        return outcome_words(move.to_outcome)
    if move.from_outcome is not Outcome.OPEN:
        return tr("Taken up again")
    if move.to_stage is move.from_stage or (move.to_stage is Stage.INTERVIEW and move.from_stage is Stage.OFFER):
        return tr("Talk again")
    return stage_words(move.to_stage)
