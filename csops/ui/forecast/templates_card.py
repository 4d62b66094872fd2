"""The shifts that can be given, one to a line; where the team has none, those that are proposed meanwhile."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from csops.services.shift_templates import ShiftsThere, keep_proposed, shifts_there
from csops.ui.desk import Desk, Said
from csops.ui.forecast import template_words
from csops.ui.forecast.team_grid import TeamGrid
from csops.ui.forecast.template_door import NEW, TemplateDoor
from csops.ui.forecast.wording import tr
from csops.ui.kit.cards import Card
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing


class TemplatesCard(Card):
    """Shifts with their hours, breaks and days; Enter changes one, where that is allowed.

    Signals:
        failed(object): the exception by which reading or saving ended.
    """

    failed = Signal(object)

    def __init__(self, desk: Desk, formats: Formats, *, may_plan: bool) -> None:
        super().__init__(desk.themes, title=self.tr("Shifts"), padded=False)
        self.desk, self._formats, self._may_plan = desk, formats, may_plan
        self.found: ShiftsThere | None = None
        self.door = TemplateDoor(desk, self, formats)
        assert self.heading is not None, "a card with a title has a heading"
        self.new = Button(desk.themes, self.tr("New shift"), icon_name="plus", compact=True)
        self.heading.add(self.new)
        self.new.setVisible(may_plan)
        self.why = Text(desk.themes, colour="text.secondary", wrap=True)
        self.grid = TeamGrid(desk.themes, name=self.tr("Shifts that can be given"))
        self.keep = Button(desk.themes, self.tr("Keep these"), role=Role.PRIMARY, icon_name="check")
        self.keep.setToolTip(self.tr("Make shifts of your own of the proposed ones, which can be changed then"))
        self.how = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        Spacing(desk.themes, self.body, margins=(5, 0, 5, 4), gap=3)
        self.body.addWidget(self.why)
        self.body.addWidget(self.grid)
        self.body.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignLeading)
        self.body.addWidget(self.how)
        hidden: tuple[QWidget, ...] = (self.why, self.grid, self.keep, self.how)
        for part in hidden:  # until it is known what there is
            part.hide()
        self.new.clicked.connect(self.begin_new)
        self.grid.opened.connect(self._open)
        self.keep.clicked.connect(self._keep)
        self.door.failed.connect(self.failed)

    def read(self) -> None:
        """Read the shifts anew."""
        workspace = self.desk.workspace
        self.desk.ask(
            lambda: shifts_there(workspace),
            then=self._show,
            failed=self.failed.emit,
            key=("shifts there", id(self)),
        )

    def begin_new(self) -> None:
        """Open the form of a shift that there is not yet."""
        if self.found is not None:
            self.door.open(NEW, self.found.own)

    def _show(self, found: ShiftsThere) -> None:
        self.found = found
        had_keys = self.keep.hasFocus()
        lines = [template_words.line(each, self._formats, is_proposed=True) for each in found.proposed]
        lines += [template_words.line(each, self._formats) for each in found.own]
        said = [template_words.sentence(each, self._formats, is_proposed=True) for each in found.proposed]
        said += [template_words.sentence(each, self._formats) for each in found.own]
        ids = [-place for place, _ in enumerate(found.proposed, start=1)] + [each.id for each in found.own]
        self.grid.show_team(template_words.heads(), lines, ids, said=said)
        self.grid.setVisible(bool(lines))
        has_own = any(each.active for each in found.own)
        self.why.say(self._none(found))
        self.why.setVisible(not has_own)
        self.keep.setVisible(bool(found.proposed) and self._may_plan)
        self.how.say(self.tr("Enter changes or retires a shift. Shifts already planned stay as they are"))
        self.how.setVisible(bool(found.own) and self._may_plan)
        if had_keys and not self.keep.isVisibleTo(self):
            self.grid.setFocus()

    def _none(self, found: ShiftsThere) -> str:
        """Say what plans are made of where the team has no shifts of its own."""
        if found.proposed:
            return self.tr("No shifts are set up. Until there are, plans are made of these, from the opening hours")
        return self.tr("No shifts are set up, and the opening hours are empty: none can be proposed")

    def _open(self, template_id: int) -> None:
        """Open what can be changed; what is proposed only is nobody's yet."""
        if not self._may_plan or self.found is None:
            return
        template = next((each for each in self.found.own if each.id == template_id), None)
        if template is not None:
            self.door.open(template, self.found.own)

    def _keep(self) -> None:
        if self.found is None:
            return
        workspace, proposed = self.desk.workspace, self.found.proposed
        self.desk.act(
            lambda: keep_proposed(workspace, proposed=proposed),
            failed=self.failed.emit,
            said=Said(text=tr("%Ln shifts are your own now", len(proposed))),
        )
