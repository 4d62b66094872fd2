"""Profiles: what each role asks, and the scorecard of the business's own values."""

from collections.abc import Mapping
from typing import ClassVar

from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.role_profiles import ProfileKind
from csops.services.profiles import KeptProfile, list_profiles
from csops.services.starter_skills import begin_with_ours
from csops.ui.desk import Desk, Said
from csops.ui.hiring.profiles.editor import ProfileEditor
from csops.ui.hiring.wording import tr
from csops.ui.kit.cards import EmptyState
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import words
from csops.ui.kit.grouped_list import GroupedList, ListRow
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.preview_columns import ContentStack, PreviewColumns


class ProfilesPage(Page):
    """The profiles. It can be asked {"profile_id": n} or {"profile": key}."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.PROFILE, Kind.PROFILE_VERSION})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Team & hiring"), parent=parent)
        self.desk = desk
        self.may_change = desk.workspace.may(Permission.CATALOGUE)
        self._found: list[KeptProfile] = []
        self._asked: object = None
        self.list = GroupedList(desk.themes, name=self.tr("Role profiles"))
        self.editor = ProfileEditor(desk)
        self.setFocusProxy(self.list)
        self._lay_out()
        self._connect()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    # ------------------------------------------------------------ reading
    def ask(self, question: object) -> None:
        """Show the profile that is asked for."""
        if isinstance(question, Mapping):
            self._asked = question.get("profile_id") or question.get("profile")
            self._show_asked()

    def refresh(self) -> None:
        """Read the profiles anew."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: list_profiles(workspace), then=self._show, failed=self._failed, key=("profiles", id(self))
        )

    def begin_new(self, kind: ProfileKind = ProfileKind.ROLE) -> None:
        """Begin a profile that is not there yet."""
        self.list.choose(None)
        self.editor.begin_new(kind)
        self.stack.show_content()

    def _show(self, found: list[KeptProfile]) -> None:
        self.clear_banner()
        self._found = found
        self._offer_values()
        if not found and not self.editor.is_new:
            self._show_empty()
            return
        self.list.show_rows(self._rows())
        self.list.choose(self.editor.profile_id)
        if self._asked is not None:
            self._show_asked()
        elif self.list.current_id() is None and not self.editor.is_new:
            self._choose(found[0].profile.id)
        self.stack.show_content()
        active = sum(each.profile.active and each.profile.kind is ProfileKind.ROLE for each in found)
        self.set_head(subtitle=tr("%Ln role profiles", active))

    def _rows(self) -> list[ListRow]:
        rows: list[ListRow] = []
        for kind, title in ((ProfileKind.ROLE, self.tr("Role profiles")), (ProfileKind.VALUES, self.tr("Our values"))):
            some = [_row(each) for each in self._found if each.profile.kind is kind]
            if some:
                rows += [ListRow(id=0, title=title, note=self.locale().toString(len(some))), *some]
        return rows

    def _show_asked(self) -> None:
        wanted = [each.profile.id for each in self._found if self._asked in {each.profile.id, each.profile.key}]
        if wanted:
            self._asked = None
            self._choose(wanted[0])

    def _choose(self, profile_id: int) -> None:
        self.list.choose(profile_id)
        self.editor.show_profile(profile_id)

    # ------------------------------------------------------------ acting
    def begin_with_ours(self) -> None:
        """Add the skills and profiles that come with the program."""
        workspace = self.desk.workspace
        self.desk.act(
            lambda: begin_with_ours(workspace),
            failed=self._failed,
            said=lambda begun: Said(
                text=self.tr("{skills} and {profiles} added").format(
                    skills=tr("%Ln skills", begun.skills), profiles=tr("%Ln profiles", begun.profiles)
                )
            ),
        )

    def _gone(self) -> None:
        self.list.choose(None)
        self._show(self._found)

    def _kept(self, profile_id: int) -> None:
        """A new profile has its number now: it is chosen once the list has it."""
        self._asked = profile_id
        self.refresh()

    # ------------------------------------------------------------ what surrounds it
    def _offer_values(self) -> None:
        """Offer a scorecard of values where there is none: a business has one set of values."""
        if not self.may_change:
            return
        actions = [Action(self.tr("New profile"), icon_name="plus", run=self.begin_new, parent=self)]
        if self._found and not any(each.profile.kind is ProfileKind.VALUES for each in self._found):
            run = lambda: self.begin_new(ProfileKind.VALUES)  # noqa: E731 one line that is handed on
            actions.append(Action(self.tr("Our values"), icon_name="heart", run=run, parent=self))
        if [each.text() for each in actions] != [each.text() for each in self.top_actions()]:
            self.set_top_actions(actions)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        self.columns = PreviewColumns(
            themes,
            left=self.list,
            right=self.editor,
            preview=self.editor.preview,
            take_back=self.editor.take_preview,
        )
        self.stack = ContentStack(themes, self.columns)
        self.body.addWidget(self.stack)

    def _connect(self) -> None:
        self.list.chosen.connect(self.editor.show_profile)
        self.editor.wanted.connect(self.wanted)
        self.editor.kept.connect(self._kept)
        self.editor.gone.connect(self._gone)
        self.editor.preview.appeared.connect(self.columns.show_preview)

    def _show_empty(self) -> None:
        self.set_head(subtitle="")
        empty = EmptyState(
            self.themes,
            icon="clipboard-list",
            title=self.tr("No role profiles yet"),
            why=self.tr(
                "What a role asks: its skills, how much each weighs, what is aimed at and what is the least. "
                "Candidates and the team are held against it. You can also write your own"
            ),
            action=self.tr("Begin with our 36 skills and five role profiles") if self.may_change else "",
            run=self.begin_with_ours,
        )
        self.stack.show_empty(empty)

    def _failed(self, error: Exception) -> None:
        self.show_trouble(words(error).sentence)


def _row(kept: KeptProfile) -> ListRow:
    profile = kept.profile
    note = tr("%Ln skills", len(kept.version.skills)) if profile.kind is ProfileKind.ROLE else ""
    return ListRow(
        id=profile.id, title=profile.name, note=note if profile.active else tr("retired"), active=profile.active
    )
