"""Recovery and replies: the steps of a recovery with their phrases and due times, and the reply templates."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.access import Permission
from csops.domain.changes import Kind
from csops.domain.recovery_steps import StepPlan
from csops.domain.reply_places import filled
from csops.domain.reply_templates import ReplyTemplate
from csops.services import recovery_plans, reply_templates
from csops.ui.cases.recovery_words import due_words
from csops.ui.desk import Desk, Said
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText
from csops.ui.kit.spacing import Spacing
from csops.ui.settings.recovery_step import StepDialog
from csops.ui.settings.reply_template import TemplateDialog
from csops.ui.settings.tab import Tab


@dataclass(frozen=True, kw_only=True)
class _Found:
    steps: tuple[StepPlan, ...]
    templates: tuple[ReplyTemplate, ...]


class RecoveryTab(Tab):
    """Steps and templates as lines, each edited in a dialog. Recoveries that have begun keep the steps they have."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            title=self.tr("Recovery & replies"),
            why=self.tr(
                "What is done when something went wrong, by when, and what is said. Recoveries that have begun keep "
                "their steps; phrases and replies are new at once"
            ),
            needs=Permission.SETTINGS,
        )
        self._formats = Formats()
        self.found: _Found | None = None
        self.rows: dict[str, Button] = {}
        self.add_step, self.add_template = self._add(self.tr("Add a step")), self._add(self.tr("Add a template"))
        self.usual_steps = Button(self.themes, self.tr("Back to the usual steps"), role=Role.GHOST, compact=True)
        self.usual_templates = Button(
            self.themes, self.tr("Back to the usual templates"), role=Role.GHOST, compact=True
        )
        self._steps = Card(self.themes, title=self.tr("Steps of a recovery"), padded=False)
        self._templates = Card(self.themes, title=self.tr("Reply templates"), padded=False)
        self._step_list, self._template_list = QVBoxLayout(), QVBoxLayout()
        for card, lines, buttons in (
            (self._steps, self._step_list, (self.add_step, self.usual_steps)),
            (self._templates, self._template_list, (self.add_template, self.usual_templates)),
        ):
            Spacing(self.themes, lines, gap=0)
            card.body.addLayout(lines)
            card.body.addWidget(self._foot(*buttons))
            self.column.addWidget(card)
        self.add_step.clicked.connect(lambda: self._open_step(StepPlan(key="", number=0, name="")))
        self.add_template.clicked.connect(lambda: self._open_template(ReplyTemplate(key="", name="")))
        self.usual_steps.clicked.connect(self._reset_steps)
        self.usual_templates.clicked.connect(self._reset_templates)
        desk.live.changed.connect(self._heard)
        self.refresh()

    def refresh(self) -> None:
        """Show steps and templates as they are now."""
        workspace = self.desk.workspace

        def found() -> _Found:
            return _Found(
                steps=recovery_plans.step_plans(workspace), templates=reply_templates.reply_templates(workspace)
            )

        self.desk.ask(found, then=self._take, key=("recovery settings", id(self)))

    def _heard(self, kinds: frozenset[Kind]) -> None:
        if Kind.SETTING in kinds:
            self.refresh()

    # ------------------------------------------------------------ what is shown
    def _take(self, found: _Found) -> None:
        if found == self.found:
            return  # nothing flashes, and the focus stays
        focused = next((key for key, button in self.rows.items() if button.hasFocus()), "")
        self.found, self.rows = found, {}
        _clear(self._step_list)
        _clear(self._template_list)
        last = sum(not plan.retired for plan in found.steps)
        for plan in found.steps:
            note = due_words(plan, self._formats) + (f" · “{filled(plan.say, {})}”" if plan.say else "")
            name = f"{plan.number}. {plan.name}"
            moves = () if plan.retired or not self.may_change else self._moves(plan, last=last)
            open_it = partial(self._open_step, plan)
            line = self._line(f"step {plan.key}", name, note, retired=plan.retired, open_it=open_it, moves=moves)
            self._step_list.addWidget(line)
        for template in found.templates:
            open_it = partial(self._open_template, template)
            note, key = template.purpose or template.subject, f"template {template.key}"
            self._template_list.addWidget(
                self._line(key, template.name, note, retired=template.retired, open_it=open_it)
            )
        if focused in self.rows:
            self.rows[focused].setFocus()

    def _line(
        self,
        key: str,
        name: str,
        note: str,
        *,
        retired: bool,
        open_it: Callable[[], None],
        moves: Sequence[IconButton] = (),
    ) -> QWidget:
        line = QWidget()
        row, said = QHBoxLayout(line), QVBoxLayout()
        Spacing(self.themes, row, margins=(5, 1, 3, 1), gap=2)
        Spacing(self.themes, said, gap=0)
        colour = "text.disabled" if retired else "text.primary"
        title = self.tr("{name} (retired)").format(name=name) if retired else name
        said.addWidget(ElidedText(self.themes, title, font="bodyStrong", colour=colour))
        said.addWidget(ElidedText(self.themes, note, font="small", colour="text.secondary"))
        row.addLayout(said, 1)
        for button in moves:
            row.addWidget(button)
        change = Button(
            self.themes, self.tr("Change") if self.may_change else self.tr("Look at it"), role=Role.LINK, compact=True
        )
        change.setAccessibleName(f"{change.text()}: {name}")
        change.clicked.connect(open_it)
        row.addWidget(change)
        self.rows[key] = change
        return line

    def _moves(self, plan: StepPlan, *, last: int) -> list[IconButton]:
        moves = []
        for icon, by, said in (
            ("arrow-up", -1, self.tr("Move {name} up")),
            ("arrow-down", 1, self.tr("Move {name} down")),
        ):
            button = IconButton(self.themes, icon, name=said.format(name=plan.name), role=Role.GHOST)
            button.setEnabled(1 <= plan.number + by <= last)
            button.clicked.connect(partial(self._move, plan, by))
            moves.append(button)
        return moves

    # ------------------------------------------------------------ what is done
    def _open_step(self, plan: StepPlan) -> None:
        def keep(wanted: StepPlan, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
            seen = plan if plan.key else None
            self._do(
                lambda: recovery_plans.save_step(workspace, plan=wanted, seen=seen),
                self.tr("Kept the step {name}").format(name=wanted.name),
                done=done,
                failed=failed,
            )

        workspace = self.desk.workspace
        StepDialog(self.desk, self.window(), plan=plan, keep=keep).open()

    def _open_template(self, template: ReplyTemplate) -> None:
        def keep(wanted: ReplyTemplate, done: Callable[[], None], failed: Callable[[Exception], None]) -> None:
            seen = template if template.key else None
            self._do(
                lambda: reply_templates.save_template(workspace, template=wanted, seen=seen),
                self.tr("Kept the template {name}").format(name=wanted.name),
                done=done,
                failed=failed,
            )

        workspace = self.desk.workspace
        TemplateDialog(self.desk, self.window(), template=template, keep=keep).open()

    def _move(self, plan: StepPlan, by: int) -> None:
        workspace = self.desk.workspace
        said = self.tr("Moved the step {name}").format(name=plan.name)
        self._do(lambda: recovery_plans.move_step(workspace, key=plan.key, by=by), said)

    def _reset_steps(self) -> None:
        workspace = self.desk.workspace
        self._do(lambda: recovery_plans.reset_steps(workspace), self.tr("The usual steps are back"))

    def _reset_templates(self) -> None:
        workspace = self.desk.workspace
        self._do(lambda: reply_templates.reset_templates(workspace), self.tr("The usual templates are back"))

    def _do(
        self,
        act: Callable[[], object],
        said: str,
        *,
        done: Callable[[], None] = lambda: None,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        def kept(_result: object) -> None:
            done()
            self.refresh()

        self.desk.act(act, then=kept, failed=failed, said=Said(text=said))

    # ------------------------------------------------------------ inside
    def _add(self, words: str) -> Button:
        return Button(self.themes, words, icon_name="plus", compact=True)

    def _foot(self, add: Button, usual: Button) -> QWidget:
        foot = QWidget()
        row = QHBoxLayout(foot)
        Spacing(self.themes, row, margins=(4, 2, 4, 2))
        row.addWidget(add)
        row.addStretch(1)
        row.addWidget(usual)
        if not self.may_change:
            foot.hide()  # never shown here: before it has a parent that would make it a window
        return foot


def _clear(lines: QVBoxLayout) -> None:
    while (item := lines.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
