"""The parts of a member's page, in their order: a further one is a line here."""

from collections.abc import Callable
from dataclasses import dataclass

from csops.ui.desk import Desk
from csops.ui.hiring.team.acts import TeamActs
from csops.ui.hiring.team.member_section import MemberSection
from csops.ui.hiring.team.member_sections import GapsSection, NextGapsSection, ReadinessSection, TrainingSection
from csops.ui.hiring.team.reviews_section import ReviewsSection
from csops.ui.hiring.team.skills_section import SkillsSection
from csops.ui.kit.formats import Formats


@dataclass(frozen=True, kw_only=True)
class SectionPlace:
    """A part: how it is made, and whether it stands in the wide column or beside it."""

    make: Callable[[Desk, Formats, TeamActs], MemberSection]
    is_wide: bool = False


SECTIONS: tuple[SectionPlace, ...] = (
    SectionPlace(make=SkillsSection, is_wide=True),
    SectionPlace(make=GapsSection),
    SectionPlace(make=NextGapsSection),
    SectionPlace(make=ReadinessSection),
    SectionPlace(make=TrainingSection),
    SectionPlace(make=ReviewsSection),
)
