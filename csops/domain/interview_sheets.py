"""An interview sheet as values: what one interviewer takes into a talk on paper, and writes on."""

from dataclasses import dataclass

from csops.domain.role_profiles import Evidence, ProfileSkill
from csops.domain.skills import Skill


@dataclass(frozen=True, kw_only=True)
class SheetSkill:
    """One skill to look at: what to ask, and the behaviour at each level.

    `asked` None: the role does not ask for it, such as a value of the business.
    """

    skill: Skill
    question: str
    asked: ProfileSkill | None = None


@dataclass(frozen=True, kw_only=True)
class InterviewSheet:
    """One interviewer's sheet for one candidate. `candidate` "": left blank, to be written in by hand."""

    shop: str
    opening: str
    role: str
    candidate: str
    interviewer: str
    evidence: Evidence
    minutes: int
    skills: tuple[SheetSkill, ...]
    notes: tuple[str, ...] = ()
