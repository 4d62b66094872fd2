"""A scorecard while it is filled: what stands for each skill, and which is in front. It knows no widget."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from csops.domain.score_drafts import CardDraft, Entry, joined
from csops.domain.score_progress import Progress, progress
from csops.domain.scorecards import CardState, Rating
from csops.services.score_forms import ScoreForm, SkillLine


class Filling(QObject):
    """What is typed and rated.

    Signals:
        edited: a person rated, or typed.
        moved: another skill is in front.
    """

    edited = Signal()
    moved = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.form: ScoreForm | None = None
        self.draft = CardDraft()
        self.front = ""

    @property
    def is_open(self) -> bool:
        """Whether it can be filled."""
        return self.form is not None and self.form.card.state is not CardState.LAPSED

    @property
    def skills(self) -> tuple[str, ...]:
        """The keys of the skills, in the order of the form."""
        return self.form.skills if self.form is not None else ()

    def begin(self, form: ScoreForm) -> None:
        """Take a form with what stands in it."""
        self.form, self.front = form, ""
        self.draft = replace(form.draft, changing=form.card.is_submitted)

    def end(self) -> None:
        """There is no form any more."""
        self.form, self.front, self.draft = None, "", CardDraft()

    def go_to_begin(self) -> None:
        """Bring to the front what was there last, else the first skill that is open."""
        still_open = [skill for skill in self.skills if not self.draft.of(skill).is_answered]
        wanted = [skill for skill in (self.front, self.draft.at, *still_open, *self.skills) if skill in self.skills]
        if wanted:
            self.go_to(wanted[0])

    def progress(self) -> Progress | None:
        """Return how far it is."""
        return progress(self.draft, skills=self.skills, role=self.form.role) if self.form is not None else None

    # ------------------------------------------------------------ filling
    def rate(self, level: int) -> None:
        """Rate the skill in front."""
        self._enter(lambda entry: entry.rated(level))

    def skip(self) -> None:
        """Say that the skill in front was not asked; said again, that it is open."""
        self._enter(lambda entry: replace(entry, not_asked=False) if entry.not_asked else entry.skipped())

    def write_evidence(self, text: str) -> None:
        """Take the words that the rating in front rests on."""
        self._enter(lambda entry: replace(entry, evidence=text))

    def write_note(self, text: str) -> None:
        """Take the note on the whole."""
        self.draft = replace(self.draft, note=text)
        self.edited.emit()

    def join(self, there: CardDraft, sent: CardDraft) -> None:
        """Take what another window of this member typed since it was as in `sent`."""
        self.draft = joined(self.draft, there, sent)

    def _enter(self, made: Callable[[Entry], Entry]) -> None:
        if self.is_open and self.front:
            self.draft = self.draft.with_entry(self.front, made(self.draft.of(self.front)))
            self.edited.emit()

    # ------------------------------------------------------------ going through the skills
    def go_to(self, skill: str) -> None:
        """Bring a skill to the front."""
        if skill in self.skills:
            self.front = skill
            self.draft = replace(self.draft, at=skill)
            self.moved.emit()

    def step(self, by: int) -> None:
        """Go on to the next skill, or back to the one before."""
        place = self.place + by
        if 0 <= place < len(self.skills):
            self.go_to(self.skills[place])

    @property
    def place(self) -> int:
        """The place of the skill in front, from 0."""
        return self.skills.index(self.front) if self.front in self.skills else 0

    def line(self) -> SkillLine | None:
        """Return the skill in front."""
        lines = self.form.lines if self.form is not None else ()
        return next((line for line in lines if line.skill.key == self.front), None)

    def first(self) -> Rating | None:
        """Return what was submitted first of the skill in front, where it may be another now."""
        card = self.form.card if self.form is not None else None
        return next((one for one in card.first if one.skill == self.front), None) if card is not None else None
