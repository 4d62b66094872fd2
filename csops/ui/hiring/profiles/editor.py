"""One profile beside the list: to read, and for those who may to edit and save as a new version."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.errors import ConflictError, NotFound
from csops.domain.role_profiles import Profile, ProfileKind, ProfileVersion
from csops.domain.skills import Skill
from csops.services import profiles, skills, views
from csops.services.profiles import KeptProfile
from csops.services.workspace import Workspace
from csops.ui.conflict_card import ConflictCard, is_told_apart
from csops.ui.desk import Desk, Said
from csops.ui.draft_keeper import Draft, DraftKeeper
from csops.ui.hiring.profiles.begun import BegunProfiles, draft_values
from csops.ui.hiring.profiles.form import ProfileForm
from csops.ui.hiring.profiles.head import ProfileHead
from csops.ui.hiring.profiles.preview import RankingPreview
from csops.ui.hiring.profiles.profile_words import field_of, problem_words, saved_words
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import scrolling
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.spacing import Spacing

KINDS = frozenset({Kind.SKILL, Kind.PROFILE, Kind.PROFILE_VERSION})


@dataclass(frozen=True, kw_only=True)
class _Opened:
    kept: KeptProfile
    skills: tuple[Skill, ...]
    draft: Draft | None


class ProfileEditor(QWidget):
    """Shows one profile.

    Signals:
        kept(int): a profile with this id was added, by saving a new one or by copying.
        gone: what was shown is not there, or was never kept and is not wanted.
        wanted: as a page's.
    """

    kept = Signal(int)
    gone = Signal()
    wanted = Signal(str, object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk, themes = desk, desk.themes
        self.may_change = desk.workspace.may(Permission.CATALOGUE)
        self._kept: KeptProfile | None = None
        self._wanted = 0
        self._begun = BegunProfiles()
        self._formats = Formats(zone=ZoneInfo(desk.team.shop.zone))
        self.form = ProfileForm(themes, self._formats)
        self.form.set_read_only(not self.may_change)
        self.head = ProfileHead(desk, names=lambda: self.form.table.names)
        self.preview = RankingPreview(desk, self._formats)
        self.conflict = ConflictCard(desk)
        self.trouble = Text(themes, colour="danger.text", wrap=True)
        keys = Shortcuts().keys("save")
        self.save = Button(themes, self.tr("Save"), role=Role.PRIMARY, keys=keys, show_keys=True)
        self.discard = Button(themes, self.tr("Discard changes"), role=Role.GHOST)
        self.keeper = DraftKeeper(desk, form=_draft_form(0, ProfileKind.ROLE), values=self._draft_values, parent=self)
        self._lay_out()
        self._connect(keys)
        self._refresher = Refresher(self, desk.live, KINDS, self._reread)
        self.setEnabled(False)

    @property
    def profile_id(self) -> int:
        """The id of the profile that is shown; 0 for one that is not kept yet, or none."""
        return self._kept.profile.id if self._kept is not None else 0

    @property
    def is_new(self) -> bool:
        """Whether what is shown is not kept yet."""
        return self._kept is not None and not self._kept.profile.id

    # ------------------------------------------------------------ showing
    def show_profile(self, profile_id: int) -> None:
        """Show a profile, with what was typed over it and not saved."""
        if profile_id != self._wanted:
            self._leave()
            self._wanted = profile_id
            self._read(self._asked(), self._opened)

    def begin_new(self, kind: ProfileKind = ProfileKind.ROLE) -> None:
        """Show an empty form, or what was begun in one."""
        self._leave()
        self._wanted = 0
        minutes = 45 if kind is ProfileKind.ROLE else 15
        version = ProfileVersion(profile_id=0, number=0, made_at=self.desk.workspace.now(), minutes=minutes, skills=())
        fresh = KeptProfile(profile=Profile(key="", name="", kind=kind), version=version, versions=0)
        self._read(lambda: fresh, self._opened)

    def _leave(self) -> None:
        """Keep what was typed of the profile that is shown, for when it is shown again."""
        self.keeper.keep_if_due()
        if self._kept is not None:
            self._begun.put(self._kept, self.form.draft())

    def _asked(self) -> Callable[[], KeptProfile]:
        return partial(profiles.get_profile, self.desk.workspace, profile_id=self._wanted)

    def _read(self, kept: Callable[[], KeptProfile], then: Any) -> None:
        workspace = self.desk.workspace
        self.desk.ask(lambda: _opened(workspace, kept()), then=then, failed=self._unread, key=("profile", id(self)))

    def _opened(self, opened: _Opened) -> None:
        kept = opened.kept
        self.keeper.form = _draft_form(kept.profile.id, kept.profile.kind)
        self.keeper.begin()
        basis, typed = self._begun.take(kept, opened.draft)
        if self.may_change:
            self._take(replace(opened, kept=basis), over=typed)
        else:
            self._take(opened, over={})
        self.setEnabled(True)
        self.keeper.watch_window(self.window())
        if self.is_new:
            self.form.name.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, opened: _Opened, *, over: Mapping[str, Any]) -> None:
        self._kept = opened.kept
        self.form.set_skills(opened.skills, kind=opened.kept.profile.kind)
        self.form.show_profile(opened.kept, over=over)
        self.head.show_profile(opened.kept)
        self.preview.show_profile(opened.kept, names=self.form.table.names)
        self.conflict.hide()
        self._complain("")
        self._show_state()

    def _reread(self) -> None:
        """What a colleague changed comes in where nothing was typed; the rest is asked about on saving."""
        if self._wanted and self._wanted != self.profile_id:
            self._read(self._asked(), self._opened)  # it is on its way: what is asked now must not take its place
        elif self._wanted and self.conflict.isHidden():
            self._read(self._asked(), self._refreshed)

    def _refreshed(self, opened: _Opened) -> None:
        if opened.kept.profile.id != self.profile_id:
            return
        over = self.form.draft()
        if over:
            # What is shown stays what it was begun from: saving tells the two apart.
            self.form.set_skills(opened.skills, kind=opened.kept.profile.kind)
            return
        self._take(opened, over={})

    def _unread(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self.keeper.end()
            self._kept, self._wanted = None, 0
            self.gone.emit()
        else:
            self._complain(words(error).sentence)

    def _show_state(self) -> None:
        self.preview.show_role(self.form.role(), is_typed=self.form.is_new_version)
        changed = self.may_change and (bool(self.form.draft()) or self.is_new)
        self.save.setVisible(changed)
        self.discard.setVisible(changed)
        self.discard.setText(self.tr("Leave it") if self.is_new else self.tr("Discard changes"))
        number = self._kept.versions + 1 if self._kept is not None else 1
        said = self.tr("Save version {number}").format(number=number)
        self.save.setText(said if self.form.is_new_version and not self.is_new else self.tr("Save"))
        self.save.setAccessibleName(self.save.text())
        self.save.theme_changed()

    def _complain(self, sentence: str) -> None:
        self.trouble.say(sentence)
        self.trouble.setVisible(bool(sentence))

    # ------------------------------------------------------------ the draft
    def _draft_values(self) -> Mapping[str, Any]:
        return draft_values(self._kept, self.form.draft())

    def _edited(self) -> None:
        if self._kept is not None:
            self.keeper.touched()
            self._show_state()

    def throw_away(self) -> None:
        """Forget what was typed."""
        self.keeper.drop()
        kept = self._kept
        if kept is None or not kept.profile.id:
            self._kept, self._wanted = None, 0
            self.gone.emit()
            return
        self.form.show_profile(kept)
        self._show_state()
        self._complain("")
        self._reread()

    # ------------------------------------------------------------ saving
    def submit(self) -> None:
        """Keep what the fields say; what is wrong is said where it is."""
        if self._kept is None or self.save.isHidden():
            return
        self._complain("")
        if self.form.check() is None:
            self._keep(self.form.profile(), self.form.version())

    def _keep(self, profile: Profile, version: ProfileVersion) -> None:
        workspace = self.desk.workspace
        self.keeper.forget()
        self.desk.act(
            lambda: profiles.save_profile(workspace, profile=profile, version=version),
            then=partial(self._saved, profile.id),
            failed=self._not_saved,
            said=lambda kept: Said(text=saved_words(profile, kept)),
        )

    def _saved(self, was_id: int, kept: KeptProfile) -> None:
        self.keeper.drop()
        if self.profile_id == was_id:
            self._kept, self._wanted = kept, kept.profile.id
            self.keeper.form = _draft_form(kept.profile.id, kept.profile.kind)
            self.form.show_profile(kept)
            self.head.show_profile(kept)
            self.preview.show_profile(kept, names=self.form.table.names)
            self.conflict.hide()
            self._show_state()
        if not was_id:
            self.kept.emit(kept.profile.id)

    def _not_saved(self, error: Exception) -> None:
        self.keeper.touched()
        if is_told_apart(error) and isinstance(error, ConflictError):
            shown = partial(field_of, names=self.form.table.names, formats=self._formats)
            self.conflict.show_conflict(error, shown=shown)
            return
        if not self.form.explain(error):
            self._complain(problem_words(error, self.form.table.names))

    def _decided(self, record: Profile | ProfileVersion) -> None:
        """One of two who changed the same stands: a name with its purpose, or what is asked."""
        if isinstance(record, Profile):
            self._keep(record, self.form.version())
        else:
            self._keep(self.form.profile(), replace(record, note=self.form.note.text()))

    # ------------------------------------------------------------ what surrounds it
    def take_preview(self) -> None:
        """Let the ranking stand below what is edited, where there is no room beside it."""
        self.inner.insertWidget(self.inner.indexOf(self.form) + 1, self.preview)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self.inner = QVBoxLayout()
        Spacing(themes, self.inner, margins=(5, 0, 5, 5), gap=4)
        for widget in (self.trouble, self.conflict, self.form, self.preview):
            self.inner.addWidget(widget)
        self.inner.addStretch(1)
        buttons = QHBoxLayout()
        Spacing(themes, buttons, margins=(5, 2, 5, 4), gap=2)
        buttons.addStretch(1)
        buttons.addWidget(self.discard)
        buttons.addWidget(self.save)
        column = QVBoxLayout(self)
        Spacing(themes, column)
        column.addWidget(self.head)
        column.addWidget(scrolling(self.inner), 1)
        column.addLayout(buttons)
        self._complain("")

    def _connect(self, keys: str) -> None:
        self.form.edited.connect(self._edited)
        self.save.clicked.connect(self.submit)
        self.discard.clicked.connect(self.throw_away)
        self.conflict.decided.connect(self._decided)
        self.preview.wanted.connect(self.wanted)
        self.head.copied.connect(self.kept)
        self.head.failed.connect(lambda error: self._complain(words(error).sentence))
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.submit)


def _draft_form(profile_id: int, kind: ProfileKind) -> str:
    return f"profile.{profile_id}" if profile_id else f"profile.new.{kind.value}"


def _opened(workspace: Workspace, kept: KeptProfile) -> _Opened:
    return _Opened(
        kept=kept,
        skills=tuple(skills.list_skills(workspace)),
        draft=views.get_draft(workspace, form=_draft_form(kept.profile.id, kept.profile.kind)),
    )
