"""Skills: the catalogue by kind, and what one skill is, to read and to edit."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.skills import Skill, SkillKind
from csops.services import skills
from csops.services.starter_skills import Begun, begin_with_ours
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.hiring.skills.editor import SkillEditor
from csops.ui.hiring.wording import kind_words, tr
from csops.ui.kit.cards import Card, EmptyState
from csops.ui.kit.controls import Action, SearchBox
from csops.ui.kit.errors import words
from csops.ui.kit.grouped_list import GroupedList, ListRow
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.page import Page
from csops.ui.kit.preview_columns import ContentStack
from csops.ui.kit.spacing import Spacing


@dataclass(frozen=True, kw_only=True)
class _Listed:
    skills: list[Skill]
    uses: Mapping[str, int]


class SkillsPage(Page):
    """The catalogue. It can be asked {"skill_id": n} or {"skill": key}."""

    kinds: ClassVar[frozenset[Kind]] = frozenset({Kind.SKILL, Kind.PROFILE, Kind.PROFILE_VERSION, Kind.OPENING})

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=desk.tr("Team & hiring"), parent=parent)
        self.desk = desk
        self.may_change = desk.workspace.may(Permission.CATALOGUE)
        self._found = _Listed(skills=[], uses={})
        self._asked: object = None
        self.search = SearchBox(desk.themes, placeholder=self.tr("Search in skills"), keys="/")
        self.list = GroupedList(desk.themes, name=self.tr("Skills"))
        self.none_found = Text(desk.themes, self.tr("No skill has these words"), colour="text.secondary", wrap=True)
        self.editor = SkillEditor(desk)
        self.setFocusProxy(self.list)
        self._lay_out()
        self._connect()
        self._refresher = Refresher(self, desk.live, self.kinds, self.refresh)
        self.refresh()

    # ------------------------------------------------------------ reading
    def ask(self, question: object) -> None:
        """Show the skill that is asked for."""
        if isinstance(question, Mapping):
            self._asked = question.get("skill_id") or question.get("skill")
            self._show_asked()

    def refresh(self) -> None:
        """Read the catalogue anew."""
        workspace = self.desk.workspace
        self.desk.ask(lambda: _read(workspace), then=self._show, failed=self._failed, key=("skills", id(self)))

    def begin_new(self) -> None:
        """Begin a skill that is not there yet."""
        self.list.choose(None)
        self.editor.begin_new()
        self.stack.show_content()

    def _show(self, found: _Listed) -> None:
        self.clear_banner()
        self._found = found
        if not found.skills and not self.editor.is_new:
            self._show_empty()
            return
        self._show_rows()
        if self._asked is not None:
            self._show_asked()
        elif self.list.current_id() is None and not self.editor.is_new:
            self._choose(self.list.ids()[0] if self.list.ids() else found.skills[0].id)
        self.stack.show_content()
        active = sum(skill.active for skill in found.skills)
        self.set_head(subtitle=tr("%Ln skills", active))

    def _show_rows(self) -> None:
        said = self.search.text().strip().casefold()
        rows: list[ListRow] = []
        for kind in SkillKind:
            some = [self._row(each) for each in self._found.skills if each.kind is kind and _has(each, said)]
            if some:
                rows += [ListRow(id=0, title=kind_words(kind), note=self.locale().toString(len(some))), *some]
        self.list.show_rows(rows)
        self.none_found.setVisible(not rows)
        self.list.choose(self.editor.skill_id)

    def _row(self, skill: Skill) -> ListRow:
        count = self._found.uses.get(skill.key, 0)
        note = tr("in %Ln profiles", count) if count else ""
        return ListRow(
            id=skill.id, title=skill.name, note=note if skill.active else self.tr("retired"), active=skill.active
        )

    def _show_asked(self) -> None:
        wanted = [each for each in self._found.skills if self._asked in {each.id, each.key}]
        if wanted:
            self._asked = None
            self._choose(wanted[0].id)

    def _choose(self, skill_id: int) -> None:
        self.list.choose(skill_id)
        self.editor.show_skill(skill_id)

    # ------------------------------------------------------------ acting
    def begin_with_ours(self) -> None:
        """Add the skills and profiles that come with the program."""
        workspace = self.desk.workspace

        def said(begun: Begun) -> Said:
            text = self.tr("{skills} and {profiles} added")
            return Said(
                text=text.format(skills=tr("%Ln skills", begun.skills), profiles=tr("%Ln profiles", begun.profiles))
            )

        self.desk.act(lambda: begin_with_ours(workspace), failed=self._failed, said=said)

    def _gone(self) -> None:
        """A skill was removed, or one that was begun is not wanted any more: show the first that is there."""
        self.list.choose(None)
        self._show(self._found)

    # ------------------------------------------------------------ what surrounds it
    def _lay_out(self) -> None:
        themes = self.desk.themes
        left = Card(themes, padded=False)
        head = QVBoxLayout()
        Spacing(themes, head, margins=(3, 3, 3, 2), gap=2)
        head.addWidget(self.search)
        head.addWidget(self.none_found)
        left.body.addLayout(head)
        left.body.addWidget(self.list, 1)
        left.body.setContentsMargins(0, 0, 0, 0)
        right = Card(themes, padded=False)
        right.body.addWidget(self.editor)
        content = QWidget()
        row = QHBoxLayout(content)
        Spacing(themes, row, margins=(6, 4, 6, 6), gap=4)
        row.addWidget(left, 2)
        row.addWidget(right, 3)
        self.stack = ContentStack(themes, content)
        self.body.addWidget(self.stack)

    def _connect(self) -> None:
        self.list.chosen.connect(self.editor.show_skill)
        self.list.search_wanted.connect(lambda: self.search.setFocus(Qt.FocusReason.ShortcutFocusReason))
        self.search.textChanged.connect(lambda _text: self._show_rows())
        self.search.returnPressed.connect(self._take_first)
        self.editor.wanted.connect(self.wanted)
        self.editor.kept.connect(self._kept)
        self.editor.gone.connect(self._gone)
        if self.may_change:
            new = Action(self.tr("New skill"), icon_name="plus", run=self.begin_new, parent=self)
            self.set_top_actions([new])

    def _take_first(self) -> None:
        if self.list.ids():
            if self.list.current_id() is None:
                self._choose(self.list.ids()[0])
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _kept(self, skill_id: int) -> None:
        """A new skill has its number now: it is chosen once the list has it."""
        self._asked = skill_id
        self.refresh()

    def _show_empty(self) -> None:
        self.set_head(subtitle="")
        action = self.tr("Begin with our 36 skills and five role profiles") if self.may_change else ""
        empty = EmptyState(
            self.themes,
            icon="list-checks",
            title=self.tr("No skills yet"),
            why=self.tr(
                "What hiring rates, the team learns and reviews look at: each skill with a question and with what can "
                "be seen or heard at each level. You can also write your own"
            ),
            action=action,
            run=self.begin_with_ours,
        )
        self.stack.show_empty(empty)

    def _failed(self, error: Exception) -> None:
        self.show_trouble(words(error).sentence)


def _read(workspace: Workspace) -> _Listed:
    return _Listed(skills=skills.list_skills(workspace), uses=skills.uses_of_skills(workspace))


def _has(skill: Skill, said: str) -> bool:
    """Whether every word that was typed stands somewhere in the skill's words."""
    texts = (skill.name, skill.key, skill.description, skill.question, skill.alternative, *skill.anchors)
    whole = " ".join(texts).casefold()
    return all(word in whole for word in said.split())
