"""The messages of a contact as the form shows them: each on its side, or as the note of whoever handled it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from csops.domain.contact_words import words_of
from csops.domain.lines import ContactLine
from csops.domain.transcripts import Turn
from csops.ui.kit.formats import Formats
from csops.ui.quality.review.words import first_name
from csops.ui.quality.wording import tr


@dataclass(frozen=True, kw_only=True)
class Message:
    """What was said, by whom, and what stands beside it."""

    turn: Turn
    who: str
    when: str


def messages_of(
    line: ContactLine, *, files: Iterable[str], ours: Iterable[str], theirs: Iterable[str], formats: Formats
) -> Iterator[Message]:
    """Yield the messages of a contact. See `contact_words.words_of`; what is on neither side is a note of it."""
    found = words_of(
        line.text, channel=line.channel_key, direction=line.direction, files=files, ours=ours, theirs=theirs
    )
    time = formats.time(line.happened_at) if line.time_known else ""
    for turn in found.turns:
        if turn.speaker:
            yield Message(turn=turn, who=turn.speaker, when=turn.time)
        elif turn.is_ours is None:
            yield Message(turn=turn, who=line.member, when=", ".join(filter(None, (_note_words(line), time))))
        else:
            yield Message(turn=turn, who=line.member if turn.is_ours else line.customer, when=time)


def _note_words(line: ContactLine) -> str:
    """Return whose note it is; of what came from a file nobody knows who wrote it."""
    if line.number is not None:
        return tr("As imported")
    return tr("{name}’s note").format(name=first_name(line.member)) if line.member else tr("Note")
