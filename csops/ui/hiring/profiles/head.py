"""The head of one profile: its name and version, and what can be done with it beside editing."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.services import profiles
from csops.services.profiles import KeptProfile
from csops.ui.desk import Desk, Said
from csops.ui.hiring.profiles.compare_dialog import versions_dialog
from csops.ui.hiring.profiles.profile_words import Names, version_words
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.spacing import Spacing


class ProfileHead(QWidget):
    """Shows the name of a profile; copies it, retires it or brings it back, compares its versions.

    Signals:
        copied(int): a copy with this id was made.
        failed(object): an exception that stopped one of these.
    """

    copied = Signal(int)
    failed = Signal(object)

    def __init__(self, desk: Desk, *, names: Callable[[], Names]) -> None:
        super().__init__()
        self.desk, self._names, themes = desk, names, desk.themes
        self.may_change = desk.workspace.may(Permission.CATALOGUE)
        self._kept: KeptProfile | None = None
        self.title = ElidedText(themes, font="title2")
        self.about = ElidedText(themes, font="small", colour="text.secondary", figures=True)
        self.compare = IconButton(themes, "git-compare", name=self.tr("Compare versions"), role=Role.GHOST)
        self.copy = IconButton(themes, "copy", name=self.tr("Copy this profile"), role=Role.GHOST)
        self.retire = Button(themes, self.tr("Retire"), icon_name="archive")
        row = QHBoxLayout(self)
        Spacing(themes, row, margins=(5, 3, 4, 2), gap=2)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.about)
        row.addLayout(words, 1)
        for button in (self.compare, self.copy, self.retire):
            row.addWidget(button)
        self.compare.clicked.connect(self.show_versions)
        self.copy.clicked.connect(self.make_copy)
        self.retire.clicked.connect(self.change_active)

    def show_profile(self, kept: KeptProfile) -> None:
        """Show a profile, and what can be done with it."""
        self._kept = kept
        profile, is_kept = kept.profile, bool(kept.profile.id)
        self.title.say(profile.name or self.tr("New profile"))
        self.about.say(self._version_words(kept) if is_kept else self.tr("Not saved yet"))
        self.compare.setVisible(kept.versions > 1)
        self.copy.setVisible(self.may_change and is_kept)
        self.retire.setVisible(self.may_change and is_kept)
        self.retire.setText(self.tr("Retire") if profile.active else self.tr("Bring back"))
        self.retire.setAccessibleName(self.retire.text())
        self.retire.theme_changed()

    def show_versions(self) -> None:
        """Show two versions side by side."""
        if self._kept is not None and self._kept.profile.id:
            versions_dialog(self.desk, self.window(), profile=self._kept.profile, names=self._names()).open()

    def make_copy(self) -> None:
        """Add a profile that asks the same."""
        kept, workspace = self._kept, self.desk.workspace
        if kept is None or not kept.profile.id:
            return
        self.desk.act(
            lambda: profiles.copy_profile(workspace, profile_id=kept.profile.id),
            then=lambda copy: self.copied.emit(copy.profile.id),
            failed=self.failed.emit,
            said=lambda copy: Said(text=self.tr("{name} added").format(name=copy.profile.name)),
        )

    def change_active(self) -> None:
        """Retire the profile, or bring it back."""
        kept, workspace = self._kept, self.desk.workspace
        if kept is None or not kept.profile.id:
            return
        profile = kept.profile
        act = profiles.retire_profile if profile.active else profiles.bring_back_profile
        said = self.tr("{name} retired") if profile.active else self.tr("{name} can be chosen again")
        self.desk.act(
            lambda: act(workspace, profile_id=profile.id),
            failed=self.failed.emit,
            said=Said(text=said.format(name=profile.name)),
        )

    def _version_words(self, kept: KeptProfile) -> str:
        formats = Formats(zone=ZoneInfo(self.desk.team.shop.zone))
        author = self.desk.team.member(kept.version.made_by)
        when = formats.moment(kept.version.made_at, now=self.desk.workspace.now())
        said = version_words(kept.version, who=author.name if author else "", when=when)
        if not kept.profile.active:
            said = self.tr("{version}; retired").format(version=said)
        return self.tr("{version}: {note}").format(version=said, note=kept.version.note) if kept.version.note else said
