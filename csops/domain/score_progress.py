"""How far a scorecard is while it is being filled, and what it says so far: to whoever fills it, nobody else."""

from collections.abc import Sequence
from dataclasses import dataclass

from csops.domain.hiring import Fit, fit
from csops.domain.role_profiles import Requirement, RoleProfile
from csops.domain.score_drafts import CardDraft

_ME = "me"


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far a form is.

    `answered` of `total` skills; `fit`: the sum over the skills of the role that are rated so far; `scored`: the share
    (0 to 1) of the weight on this form that is rated; `required`: required skills on this form, `met` those rated at
    their minimum or above, `open` those neither rated nor said not to have been asked; `closer`: rated below the
    minimum, required or not, in the order of the form.
    """

    answered: int
    total: int
    fit: Fit
    scored: float
    required: tuple[str, ...]
    met: tuple[str, ...]
    open: tuple[str, ...]
    closer: tuple[str, ...]

    @property
    def is_done(self) -> bool:
        """Whether every skill was rated, or said not to have been asked."""
        return self.answered == self.total


def progress(draft: CardDraft, *, skills: Sequence[str], role: RoleProfile) -> Progress:
    """Return how far the form of these skills is. Skills that the role does not ask for (values) are counted alone."""
    asked = [each for each in role.skills if each.skill in skills]
    levels = {each.skill: draft.of(each.skill).level for each in asked}
    weight = sum(each.weight for each in asked)
    rated = sum(each.weight for each in asked if levels[each.skill] is not None)
    required = [each for each in asked if each.requirement is Requirement.REQUIRED]
    below = [
        each.skill
        for each in asked
        if (level := levels[each.skill]) is not None and each.minimum_level is not None and level < each.minimum_level
    ]
    return Progress(
        answered=sum(draft.of(skill).is_answered for skill in skills),
        total=len(skills),
        fit=fit(role, {_ME: levels}),
        scored=rated / weight if weight else 0.0,
        required=tuple(each.skill for each in required),
        met=tuple(each.skill for each in required if levels[each.skill] is not None and each.skill not in below),
        open=tuple(each.skill for each in required if not draft.of(each.skill).is_answered),
        closer=tuple(below),
    )
