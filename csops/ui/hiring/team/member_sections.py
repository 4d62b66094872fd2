"""Beside a member's levels: gaps to the role, readiness for others, training."""

from collections.abc import Sequence
from functools import partial

from csops.domain.skill_gaps import GapState, SkillGap
from csops.domain.skill_levels import TrainingState
from csops.services.team_known import HeldRole
from csops.services.team_matrix import MemberSkills, Readiness
from csops.ui.desk import Desk
from csops.ui.hiring.team.acts import TeamActs
from csops.ui.hiring.team.member_section import MemberSection
from csops.ui.hiring.team.training_lines import training_line
from csops.ui.hiring.team.words import asked_words, fit_figure, gap_words, met_family, met_words, must_have_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import PillLook
from csops.ui.kit.said_lines import Deed, SaidLine, SaidLines

_FAMILY = {
    GapState.BELOW_MINIMUM: "danger",
    GapState.BELOW_TARGET: "warning",
    GapState.UNKNOWN: "neutral",
    GapState.REACHED: "success",
}


class GapsSection(MemberSection):
    """What is missing for the role now, the worst first; a training is planned from each in one click."""

    def __init__(self, desk: Desk, formats: Formats, acts: TeamActs, *, title: str = "") -> None:
        super().__init__(desk, formats, acts, title=title or tr("Gaps to the role"))
        self.lines = SaidLines(desk.themes)
        self.body.addWidget(self.lines)

    def show_member(self, found: MemberSkills) -> None:
        """Show the gaps of a member."""
        if found.now is None:
            foot = tr("No role yet: once there is one, what it asks and what is missing stands here")
            self.lines.show_lines((), foot=foot)
        else:
            self.show_gaps(found, found.gaps, found.now)

    def show_gaps(self, found: MemberSkills, gaps: Sequence[SkillGap], held: HeldRole) -> None:
        """Show what is missing for a role."""
        skills = {each.skill.key: each.skill for each in found.skills}
        missing = [gap for gap in gaps if gap.state is not GapState.REACHED and gap.skill in skills]
        lines = [self._line(found, gap, skills[gap.skill].name, skills[gap.skill].id) for gap in missing]
        reached = tr("Every level reaches what {role} asks for").format(role=held.role.profile.name)
        self.lines.show_lines(lines, foot="" if missing else reached)

    def _line(self, found: MemberSkills, gap: SkillGap, name: str, skill_id: int) -> SaidLine:
        level = self.formats.number(gap.level)
        pill = level if gap.level is not None else tr("open")
        asks = tr("asks for {asked}: {gap}").format(asked=asked_words(gap), gap=gap_words(gap))
        own = (tr("by own word only"),) if gap.is_own_word else ()
        deeds: tuple[Deed, ...] = ()
        member_id = found.member.id
        if self.acts.may and found.member.active and gap.state is not GapState.UNKNOWN:
            deeds = (Deed(words=tr("Plan training"), run=partial(self.acts.plan_training, [member_id], skill_id)),)
        elif self.acts.may_rate(member_id) and found.member.active:
            deeds = (Deed(words=tr("Rate"), run=partial(self.acts.rate, member_id, skill_id)),)
        return SaidLine(title=name, said=(asks, *own), pill=PillLook(text=pill, family=_FAMILY[gap.state]), deeds=deeds)


class NextGapsSection(GapsSection):
    """What is missing for the role that a member aims at; gone where there is none."""

    def __init__(self, desk: Desk, formats: Formats, acts: TeamActs) -> None:
        super().__init__(desk, formats, acts, title=tr("Gaps to the next role"))

    def show_member(self, found: MemberSkills) -> None:
        """Show the gaps of a member to the next role."""
        self.setVisible(found.next is not None)
        if found.next is not None:
            self.show_gaps(found, found.next_gaps, found.next)


class ReadinessSection(MemberSection):
    """How near a member is to every role: fit, coverage and must-haves as three facts."""

    def __init__(self, desk: Desk, formats: Formats, acts: TeamActs) -> None:
        super().__init__(desk, formats, acts, title=tr("Readiness for roles"))
        self.lines = SaidLines(desk.themes)
        self.body.addWidget(self.lines)

    def show_member(self, found: MemberSkills) -> None:
        """Show a member against every role, the one that fits best first."""
        names = {each.skill.key: each.skill.name for each in found.skills}
        names |= {each.key: each.name for each in found.others}
        best = sorted(found.readiness, key=lambda each: (-(each.fit.fit or 0) * each.fit.coverage, each.role.asks.name))
        foot = "" if best else tr("There are no role profiles yet: begin them in the tab Profiles")
        self.lines.show_lines([self._line(each, names) for each in best], foot=foot)

    def _line(self, each: Readiness, names: dict[str, str]) -> SaidLine:
        fit = each.fit
        said = tr("Fit {fit} · coverage {coverage}").format(
            fit=fit_figure(fit, self.formats), coverage=self.formats.share(fit.coverage / 100)
        )
        return SaidLine(
            title=each.role.profile.name,
            said=(said, must_have_words(fit, names)),
            pill=PillLook(text=met_words(fit), family=met_family(fit)),
        )


class TrainingSection(MemberSection):
    """Training of a member, planned and done, with what it did."""

    def __init__(self, desk: Desk, formats: Formats, acts: TeamActs) -> None:
        super().__init__(desk, formats, acts, title=tr("Training and coaching"))
        self.lines = SaidLines(desk.themes)
        self.body.addWidget(self.lines)

    def show_member(self, found: MemberSkills) -> None:
        """Show the trainings of a member."""
        shown = [each for each in found.trainings if each.training.state is not TrainingState.CANCELLED]
        lines = [training_line(each, self.acts, self.formats, of=found.member.id) for each in shown]
        foot = "" if lines else tr("None yet: plan one from a gap")
        self.lines.show_lines(lines, foot=foot)
