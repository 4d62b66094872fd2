"""Rating skills, of oneself or of a colleague: one at a time, by the keys 1 to 5, with what it is seen by."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.people import Member
from csops.domain.skills import Skill
from csops.services.team_matrix import MemberSkills
from csops.services.team_skills import Said
from csops.ui.desk import Desk
from csops.ui.hiring.team.level_choice import LevelChoice
from csops.ui.hiring.team.words import asked_words, said_words
from csops.ui.hiring.wording import tr
from csops.ui.kept_form import KeptForm
from csops.ui.kit.controls import Button
from csops.ui.kit.fields import TextField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing


@dataclass
class _Rated:
    level: int | None = None
    evidence: str = ""


class RateForm(KeptForm):
    """What somebody says of a member's skills.

    Signals:
        save_wanted(object): a tuple of Said, one for each skill that has a level.
    """

    def __init__(
        self, desk: Desk, parent: QWidget, *, found: MemberSkills, formats: Formats, skill_id: int = 0
    ) -> None:
        """Begin at a skill, or with the first."""
        is_own = found.member.id == desk.workspace.member.id
        title = tr("How you see your skills") if is_own else tr("Rate {name}").format(name=found.member.name)
        super().__init__(desk, parent, title=title, verb=tr("Save"), form=f"rate.{found.member.id}")
        self.member: Member = found.member
        self._found, self._formats = found, formats
        self.skills: tuple[Skill, ...] = (*(each.skill for each in found.skills if each.skill.active), *found.others)
        self._rated: dict[int, _Rated] = {each.id: _Rated() for each in self.skills}
        self._place = next((at for at, each in enumerate(self.skills) if each.id == skill_id), 0)
        themes = desk.themes
        self.progress = Text(themes, font="small", colour="text.secondary", figures=True)
        self.name = Text(themes, font="title3", wrap=True)
        self.about = Text(themes, colour="text.secondary", wrap=True)
        self.now = Text(themes, font="small", colour="text.secondary", figures=True, wrap=True)
        self.levels = LevelChoice(themes)
        self.evidence = TextField(
            themes,
            label=tr("What is it seen by"),
            name="evidence",
            rows=2,
            placeholder=tr("What was said or done, and when"),
        )
        self.back = Button(themes, tr("Skill before"), keys="PgUp", show_keys=True)
        self.next = Button(themes, tr("Next skill"), keys="PgDown", show_keys=True)
        self._lay_out()
        self._connect()
        self._show()

    @property
    def skill(self) -> Skill:
        """The skill that is shown."""
        return self.skills[self._place]

    def said(self) -> tuple[Said, ...]:
        """Return what was said so far."""
        return tuple(
            Said(skill_id=skill_id, level=each.level, evidence=each.evidence)
            for skill_id, each in self._rated.items()
            if each.level is not None
        )

    def step(self, by: int) -> None:
        """Go to another skill."""
        self._place = max(0, min(self._place + by, len(self.skills) - 1))
        self._show()
        self._take_focus()

    def rate(self, level: int | None) -> None:
        """Say a level of the skill that is shown, or none."""
        self._rated[self.skill.id].level = level
        self.levels.show_level(level)
        self.touch()
        self._show_progress()

    # ------------------------------------------------------------ the form
    def values(self) -> Mapping[str, Any]:
        """Return the levels and evidence by the number of the skill."""
        said = {str(skill): [each.level, each.evidence] for skill, each in self._rated.items() if _is_begun(each)}
        return {"rated": said, "at": self.skill.id}

    def take(self, values: Mapping[str, Any]) -> None:
        """Show what was said before; what a hand has said meanwhile stays."""
        for skill, (level, evidence) in dict(values.get("rated", {})).items():
            known = self._rated.get(int(skill))
            if known is not None and not _is_begun(known):
                known.level, known.evidence = level, evidence
        self._show()

    def submit(self) -> None:
        """Save what has a level."""
        said = self.said()
        if not said:
            self.trouble.say(tr("Choose a level from 1 to 5 for at least one skill"))
            self.trouble.show()
            self._take_focus()
            return
        self.keeper.forget()
        self.save_wanted.emit(said)

    def fields(self) -> Sequence[TextField]:
        """Return the one field."""
        return (self.evidence,)

    def first_focus(self) -> QWidget:
        """Return the levels: the keys 1 to 5 act there at once."""
        return self.levels.button(self.levels.key() or "1")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: 1 to 5 say a level, 0 takes it away; in the text they are figures."""
        if event.text() in tuple("12345") and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.rate(int(event.text()))
        elif event.text() == "0":
            self.rate(None)
        else:
            super().keyPressEvent(event)

    def _take_focus(self) -> None:
        self.first_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        skill, rated = self.skill, self._rated[self.skill.id]
        self.name.say(skill.name)
        self.about.say(skill.description)
        self.about.setVisible(bool(skill.description))
        self.now.say(self._now_words())
        self.now.setVisible(bool(self.now.words()))
        self.levels.show_skill(skill)
        self.levels.show_level(rated.level)
        self.evidence.set_text(rated.evidence)
        self.back.setEnabled(self._place > 0)
        self.next.setEnabled(self._place < len(self.skills) - 1)
        self._show_progress()

    def _show_progress(self) -> None:
        said = tr("Skill {place} of {all} · {rated} rated · keys 1 to 5, 0 for none")
        self.progress.say(said.format(place=self._place + 1, all=len(self.skills), rated=len(self.said())))

    def _now_words(self) -> str:
        """Say what the role asks, and to whom it is known already what counts: not before one has said one's own."""
        known = next((each for each in self._found.skills if each.skill.id == self.skill.id), None)
        if known is None:
            return ""
        role = self._found.now
        asked = known.now is not None and role is not None
        parts = []
        if asked and known.now is not None and role is not None:
            parts.append(
                tr("{role} asks for {asked}").format(role=role.role.profile.name, asked=asked_words(known.now))
            )
        mine = [each for each in known.history if each.said_by == self.desk.workspace.member.id]
        if mine:
            names = {one.id: one.name for one in self.desk.team.members}
            parts.append(tr("you said {level}").format(level=said_words(mine[0], self._formats, names)))
        return " · ".join(parts)

    def _edited(self) -> None:
        self._rated[self.skill.id].evidence = self.evidence.text()
        self.touch()

    def _lay_out(self) -> None:
        themes = self.desk.themes
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(0, 0, 2, 0), gap=3)
        for part in (self.progress, self.name, self.about, self.now, self.levels, self.evidence):
            inner.addWidget(part)
        row = QHBoxLayout()
        Spacing(themes, row, gap=2)
        row.addWidget(self.back)
        row.addWidget(self.next)
        row.addStretch(1)
        inner.addStretch(1)
        self.add_fields(inner, usual=126, around=14)
        self.body.addLayout(row)

    def _connect(self) -> None:
        self.levels.chosen.connect(lambda key: self.rate(int(key)))
        self.evidence.edited.connect(self._edited)
        for button, keys, by in ((self.back, "PgUp", -1), (self.next, "PgDown", 1)):
            button.clicked.connect(lambda _checked=False, step=by: self.step(step))
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda step=by: self.step(step))


def _is_begun(each: _Rated) -> bool:
    return each.level is not None or bool(each.evidence)
