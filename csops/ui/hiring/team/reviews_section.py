"""Beside a member's levels: what reviews and coaching say, and levels of skills that reviews show."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from csops.domain.access import Permission
from csops.domain.coaching import CoachingState
from csops.domain.coaching_figures import Weakness
from csops.domain.review_results import Scores
from csops.services.coaching import coachings
from csops.services.coaching_facts import LOOKED_BACK
from csops.services.coaching_ideas import Ideas, coaching_ideas
from csops.services.review_results import review_results
from csops.services.seen_coaching import SeenCoaching
from csops.services.shown_levels import ProposedLevel, note_shown_level, proposed_levels
from csops.services.team_matrix import MemberSkills
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.hiring.tab_keys import PROFILES
from csops.ui.hiring.team.acts import TeamActs
from csops.ui.hiring.team.member_section import MemberSection
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import PillLook
from csops.ui.kit.said_lines import Deed, SaidLine, SaidLines

_FULL = 100


@dataclass(frozen=True, kw_only=True)
class _Read:
    scores: Scores | None
    ideas: Ideas
    sessions: tuple[SeenCoaching, ...]
    proposed: tuple[ProposedLevel, ...]


class ReviewsSection(MemberSection):
    """Score, what costs most points, the next session, and levels to note; gone for who may not see it."""

    def __init__(self, desk: Desk, formats: Formats, acts: TeamActs) -> None:
        super().__init__(desk, formats, acts, title=tr("Reviews & coaching"))
        self.lines = SaidLines(desk.themes)
        self.body.addWidget(self.lines)
        self._member: MemberSkills | None = None
        self.hide()

    def show_member(self, found: MemberSkills) -> None:
        """Read and show what reviews say of a member."""
        workspace, member_id = self.desk.workspace, found.member.id
        before, self._member = self._member, found
        if before is None or before.member.id != member_id:
            self.hide()
        if member_id != workspace.member.id and not workspace.may(Permission.REVIEWS):
            return
        self.desk.ask(
            lambda: _read(workspace, member_id),
            then=partial(self._show, found),
            failed=self.acts.failed.emit,
            key=("member reviews", id(self)),
        )

    def _show(self, found: MemberSkills, read: _Read) -> None:
        if self._member is None or self._member.member.id != found.member.id:
            return
        weak = next((each for each in read.ideas.weaknesses if each.is_enough), None)
        session = next((each for each in read.sessions if each.session.state is not CoachingState.CANCELLED), None)
        lines = [self._score_line(found, read)]
        lines += [self._weak_line(weak)] if weak is not None else []
        lines += [self._session_line(session)] if session is not None else []
        lines += [self._level_line(found, each) for each in read.proposed]
        self.lines.show_lines(lines)
        self.show()

    def _score_line(self, found: MemberSkills, read: _Read) -> SaidLine:
        final = read.scores.final if read.scores is not None and not read.scores.is_hidden else None
        if final is None or final.value is None or read.ideas.reviews < read.ideas.enough:
            said = tr("%Ln reviews of fair samples in half a year: too few to say", read.ideas.reviews)
        else:
            said = tr("{mean} ({low} to {high}) from %Ln reviews of half a year", final.n).format(
                mean=self.formats.share(final.value / _FULL),
                low=self.formats.number(final.low),
                high=self.formats.share(None if final.high is None else final.high / _FULL),
            )
        opened = partial(self.acts.wanted.emit, "quality", {"tab": "coaching", "member_id": found.member.id})
        return SaidLine(title=tr("Quality score"), said=(said,), deeds=(Deed(words=tr("Coaching"), run=opened),))

    def _weak_line(self, weak: Weakness) -> SaidLine:
        points = self.formats.number(None if weak.lost is None else -weak.lost, decimals=1)
        pill = PillLook(text=tr("{points} points").format(points=points), family="warning")
        return SaidLine(title=weak.name, said=(tr("Costs most points, of %Ln ratings", weak.n),), pill=pill)

    def _session_line(self, seen: SeenCoaching) -> SaidLine:
        session = seen.session
        is_planned = session.state is CoachingState.PLANNED
        day = (session.held_at or session.planned_at).astimezone(self.formats.zone).date()
        pill = (
            PillLook(text=tr("Planned"), family="info") if is_planned else PillLook(text=tr("Held"), family="success")
        )
        owed = sum(action.done_at is None for action in seen.actions)
        said = [seen.focus.name] if seen.focus is not None else []
        said += [tr("%Ln actions open", owed)] if owed else []
        title = tr("Session {day}").format(day=self.formats.day(day, weekday=True))
        opened = partial(self.acts.wanted.emit, "quality", {"tab": "coaching", "coaching_id": session.id})
        return SaidLine(title=title, said=tuple(said), pill=pill, deeds=(Deed(words=tr("Open"), run=opened),))

    def _level_line(self, found: MemberSkills, each: ProposedLevel) -> SaidLine:
        shown = each.shown
        said = tr("{mean} of its criteria in %Ln reviews", shown.reviews).format(
            mean=self.formats.share(shown.percent / _FULL)
        )
        now = (
            tr("Nobody has said a level yet") if each.now is None else tr("Said so far: {level}").format(level=each.now)
        )
        return SaidLine(
            title=tr("{skill}: reviews show level {level}").format(skill=each.skill.name, level=shown.level),
            said=(said, now),
            pill=PillLook(text=tr("proposed"), family="info"),
            deeds=(
                Deed(words=tr("Note level {level}").format(level=shown.level), run=partial(self._note, found, each)),
                Deed(words=tr("Use in a profile"), run=partial(self._use, found)),
            ),
        )

    def _note(self, found: MemberSkills, each: ProposedLevel) -> None:
        workspace = self.desk.workspace
        told = tr("Noted level {level} of {skill}").format(level=each.shown.level, skill=each.skill.name)
        self.desk.act(
            lambda: note_shown_level(
                workspace, member_id=found.member.id, skill_id=each.skill.id, level=each.shown.level
            ),
            failed=self.acts.failed.emit,
            said=Said(text=told),
        )

    def _use(self, found: MemberSkills) -> None:
        """Show the profile of the next role, else of the role now, where the skill can be asked for."""
        held = found.next or found.now
        asked = {} if held is None else {"profile_id": held.role.profile.id}
        self.acts.wanted.emit("hiring", {"tab": PROFILES, **asked})


def _read(workspace: Workspace, member_id: int) -> _Read:
    today = workspace.today()
    results = review_results(
        workspace, first_day=today - timedelta(days=LOOKED_BACK.days), last_day=today, member_id=member_id
    )
    return _Read(
        scores=results.people[0] if results.people else None,
        ideas=coaching_ideas(workspace, member_id=member_id),
        sessions=coachings(workspace, member_id=member_id, has_effects=False),
        proposed=proposed_levels(workspace, member_id=member_id),
    )
