"""Whether the skills of a profile fit into the time of its interviews."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops.domain.role_profiles import Evidence, ProfileKind, ProfileSkill

FRAME_MINUTES = 10
"""Of each interview: the welcome, and what the candidate asks."""
SKILL_MINUTES = 5
"""One question with what one asks after it, and the note."""
VALUE_MINUTES = 3
"""A short question at the end of an interview that has been opened already."""
_TALKED_OF = {Evidence.INTERVIEW, Evidence.ROLE_PLAY}


@dataclass(frozen=True, kw_only=True)
class InterviewTime:
    """Skills that are talked of, how many there is room for, and the minutes of both."""

    skills: int
    room: int
    needed_minutes: int
    minutes: int

    @property
    def fits(self) -> bool:
        """Whether there is time for all of them."""
        return self.skills <= self.room


def interview_time(
    skills: Sequence[ProfileSkill], *, interviews: int, minutes: int, kind: ProfileKind = ProfileKind.ROLE
) -> InterviewTime:
    """Return how many skills are talked of and how many there is time for.

    Ten minutes of each interview go to the welcome and the candidate's own questions, and about five to each skill;
    about three to each of the own values, which need no welcome. What a work sample or references show takes no time
    of the interview.

    Args:
        skills: the rows of a profile.
        interviews: how many there are.
        minutes: of each interview.
        kind: whether the profile is of a role or of values.
    """
    frame, each = (0, VALUE_MINUTES) if kind is ProfileKind.VALUES else (FRAME_MINUTES, SKILL_MINUTES)
    talked_of = sum(bool(_TALKED_OF & set(skill.evidence)) for skill in skills)
    return InterviewTime(
        skills=talked_of,
        room=interviews * (max(0, minutes - frame) // each),
        needed_minutes=talked_of * each + interviews * frame,
        minutes=interviews * minutes,
    )
