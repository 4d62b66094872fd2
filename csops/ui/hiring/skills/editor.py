"""One skill beside the list: its words to read, and for those who may to edit, with draft, history and use."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.errors import ConflictError, NotFound
from csops.domain.skills import Skill
from csops.services import skills, views
from csops.services.skills import SkillUse
from csops.services.workspace import Workspace
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.desk import Desk, Said
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.hiring.skills.head import SkillHead
from csops.ui.hiring.skills.skill_form import SkillForm
from csops.ui.hiring.skills.skill_words import field_of
from csops.ui.hiring.skills.used_by import UsedBy
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_errors import say_at_field
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import scrolling
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing

KINDS = frozenset({Kind.SKILL, Kind.PROFILE_VERSION, Kind.OPENING, Kind.SEAT, Kind.SKILL_LEVEL, Kind.TRAINING})


@dataclass(frozen=True, kw_only=True)
class _Opened:
    skill: Skill
    used: SkillUse
    draft: Draft | None


class SkillEditor(QWidget):
    """Shows one skill.

    Signals:
        kept(int): a new skill has this id now.
        gone: it was removed, or was never kept and is not wanted.
        wanted: as a page's.
    """

    kept = Signal(int)
    gone = Signal()
    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, themes = desk, desk.themes
        self.may_change = desk.workspace.may(Permission.CATALOGUE)
        self._skill: Skill | None = None
        self._version = 0
        self._wanted = 0
        self._used = SkillUse()
        self._begun: dict[int, Mapping[str, str]] = {}
        self.form = SkillForm(themes)
        self.form.set_channels(desk.team.channels)
        self.form.set_read_only(not self.may_change)
        self.head = SkillHead(desk)
        self.note = Text(themes, font="small", colour="text.secondary", wrap=True)
        self.conflict = ConflictCard(desk)
        self.used = UsedBy(themes)
        self.trouble = Text(themes, colour="danger.text", wrap=True)
        keys = Shortcuts().keys("save")
        self.save = Button(themes, self.tr("Save"), role=Role.PRIMARY, keys=keys, show_keys=True)
        self.discard = Button(themes, self.tr("Discard changes"), role=Role.GHOST)
        self.keeper = DraftKeeper(desk, form=_draft_form(0), values=self._draft_values, parent=self)
        self._lay_out()
        self._connect(keys)
        self._refresher = Refresher(self, desk.live, KINDS, self._reread)
        self.setEnabled(False)

    @property
    def skill_id(self) -> int:
        """The id of the skill that is shown; 0 for one that is not kept yet, or none."""
        return self._skill.id if self._skill is not None else 0

    @property
    def is_new(self) -> bool:
        """Whether what is shown is not kept yet."""
        return self._skill is not None and not self._skill.id

    # ------------------------------------------------------------ showing
    def show_skill(self, skill_id: int) -> None:
        """Show a skill, with what was typed over it and not saved."""
        if skill_id != self._wanted:
            self._leave()
            self._wanted = skill_id
            self._read(skill_id, self._opened)

    def begin_new(self) -> None:
        """Show an empty form, or what was begun in one."""
        self._leave()
        self._wanted = 0
        workspace = self.desk.workspace

        def read() -> _Opened:
            draft = views.get_draft(workspace, form=_draft_form(0))
            return _Opened(skill=Skill(name=""), used=SkillUse(), draft=draft)

        self.desk.ask(read, then=self._opened, failed=self._unread, key=("skill", id(self)))

    def _leave(self) -> None:
        """Keep what was typed of the skill that is shown, for when it is shown again."""
        self.keeper.keep_if_due()
        if self._skill is not None and (changed := self.form.changed()):
            self._begun[self._skill.id] = changed

    def _read(self, skill_id: int, then: Any) -> None:
        workspace = self.desk.workspace
        self.desk.ask(lambda: _opened(workspace, skill_id), then=then, failed=self._unread, key=("skill", id(self)))

    def _opened(self, opened: _Opened) -> None:
        skill = opened.skill
        self.keeper.form = _draft_form(skill.id)
        self.keeper.begin()
        said, version = self._draft_of(opened)
        self._version = version
        self._take(opened, over=said)
        self.setEnabled(True)
        self.window_keeps()
        if self.is_new:
            self.form.name.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _draft_of(self, opened: _Opened) -> tuple[Mapping[str, str], int]:
        """Return what was typed over a skill before, and over which version of it."""
        values: Mapping[str, Any] = opened.draft[0] if opened.draft else {}
        here = self._begun.pop(opened.skill.id, None)
        typed = here if here is not None else values.get("changed", {})
        if not typed or not self.may_change:
            return {}, opened.skill.version
        return typed, int(values.get("version", opened.skill.version))

    def _take(self, opened: _Opened, *, over: Mapping[str, str]) -> None:
        self._skill, self._used = opened.skill, opened.used
        self.form.show_skill(opened.skill, over=over)
        self.used.show_use(opened.used, skill_id=opened.skill.id)
        self.conflict.hide()
        self._complain("")
        self._show_state()

    def window_keeps(self) -> None:
        """Keep what was typed before the window closes."""
        self.keeper.watch_window(self.window())

    def _reread(self) -> None:
        """What a colleague changed comes in where nothing was typed; the rest is asked about on saving."""
        if self._wanted and self._wanted != self.skill_id:
            self._read(self._wanted, self._opened)  # it is on its way: what is asked now must not take its place
        elif self._wanted and self.conflict.isHidden():
            self._read(self._wanted, self._refreshed)

    def _refreshed(self, opened: _Opened) -> None:
        if opened.skill.id != self.skill_id:
            return
        over = self.form.changed()
        if not over:
            self._version = opened.skill.version
        if opened.skill != self._skill or opened.used != self._used:
            self._take(opened, over=over)

    def _unread(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.keeper.end()
            self._skill, self._wanted = None, 0
            self.gone.emit()
        else:
            self._complain(words(error).sentence)

    def _show_state(self) -> None:
        skill = self._skill
        if skill is None:
            return
        changed, is_new = bool(self.form.changed()), not skill.id
        self.head.show_skill(skill, is_used=self._used.is_used)
        self.save.setVisible(self.may_change and (changed or is_new))
        self.discard.setVisible(self.may_change and (changed or is_new))
        self.discard.setText(self.tr("Leave it") if is_new else self.tr("Discard changes"))
        retired = self.tr("Retired: it is not offered any more; what names it goes on showing it")
        self.note.say("" if skill.active else retired)
        self.note.setVisible(not skill.active)
        self.used.setVisible(not is_new)

    def _complain(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))

    # ------------------------------------------------------------ the draft
    def _draft_values(self) -> Mapping[str, Any]:
        return {"version": self._version, "changed": self.form.changed()}

    def _edited(self) -> None:
        if self._skill is not None:
            self.keeper.touched()
            self._show_state()

    def throw_away(self) -> None:
        """Forget what was typed."""
        self.keeper.drop()
        if self._skill is None or not self._skill.id:
            self._skill, self._wanted = None, 0
            self.gone.emit()
            return
        skill = self._skill
        self._version = skill.version
        self._take(_Opened(skill=skill, used=self._used, draft=None), over={})
        self._reread()

    # ------------------------------------------------------------ saving
    def submit(self) -> None:
        """Keep what the fields say; what is wrong is said where it is."""
        if self._skill is not None and self.save.isVisible():
            self._complain("")
            self._keep(replace(self.form.skill(), version=self._version or self._skill.version))

    def _keep(self, skill: Skill) -> None:
        workspace = self.desk.workspace
        said = self.tr("{name} changed") if skill.id else self.tr("{name} added")
        self.keeper.forget()
        self.desk.act(
            lambda: skills.save_skill(workspace, skill=skill),
            then=partial(self._saved, skill.id),
            failed=self._not_saved,
            said=lambda kept: Said(text=said.format(name=kept.name)),
        )

    def _saved(self, was_id: int, kept: Skill) -> None:
        self.keeper.drop()
        if self.skill_id == was_id:
            self._version, self._wanted = kept.version, kept.id
            self._take(_Opened(skill=kept, used=self._used, draft=None), over={})
            self.keeper.form = _draft_form(kept.id)
        if not was_id:
            self.kept.emit(kept.id)

    def _not_saved(self, error: Exception) -> None:
        self.keeper.touched()
        if is_told_apart(error) and isinstance(error, ConflictError):
            self.conflict.show_conflict(error, shown=partial(field_of, channels=self.desk.team.channels))
            return
        told = words(error)
        if not say_at_field(told, self.form.fields()):
            self._complain(told.sentence)

    # ------------------------------------------------------------ what surrounds it
    def _take_channels(self) -> None:
        self.form.set_channels(self.desk.team.channels)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        inner = QVBoxLayout()
        Spacing(themes, inner, margins=(5, 0, 5, 5), gap=4)
        for widget in (self.note, self.trouble, self.conflict, self.form, self.used):
            inner.addWidget(widget)
        inner.addStretch(1)
        buttons = QHBoxLayout()
        Spacing(themes, buttons, margins=(5, 2, 5, 4), gap=2)
        buttons.addStretch(1)
        buttons.addWidget(self.discard)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(self.head)
        column.addWidget(scrolling(inner), 1)
        column.addLayout(buttons)
        self._complain("")

    def _connect(self, keys: str) -> None:
        self.form.edited.connect(self._edited)
        self.save.clicked.connect(self.submit)
        self.discard.clicked.connect(self.throw_away)
        self.conflict.decided.connect(self._keep)
        self.head.failed.connect(lambda error: self._complain(words(error).sentence))
        self.used.wanted.connect(self.wanted)
        self.desk.team_changed.connect(self._take_channels)
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.submit)


def _draft_form(skill_id: int) -> str:
    return f"skill.{skill_id}"


def _opened(workspace: Workspace, skill_id: int) -> _Opened:
    return _Opened(
        skill=skills.get_skill(workspace, skill_id=skill_id),
        used=skills.use_of_skill(workspace, skill_id=skill_id),
        draft=views.get_draft(workspace, form=_draft_form(skill_id)),
    )
