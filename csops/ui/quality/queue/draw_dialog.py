"""Drawing contacts to review: what is asked for on the left, what that brings on the right, before it is done."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_draws import DrawPreview
from csops.domain.review_samples import Sample
from csops.services.review_samples import draw, preview_draw
from csops.ui.desk import Desk, Said
from csops.ui.kept_typing import KeptTyping
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.queue.draw_fields import DrawFields, Offered, offered_for
from csops.ui.quality.queue.draw_preview import PreviewPane
from csops.ui.quality.wording import tr

_AFTER_MS = 200
_WIDTH_STEP = 2
_FORM_HEIGHT = 560


class DrawDialog(Dialog):
    """Asks for a draw, shows at once what it would bring, and makes it.

    Signals:
        drawn(object): this Sample was drawn.
        previewed: what it would bring is shown anew.
    """

    drawn = Signal(object)
    previewed = Signal()

    def __init__(self, desk: Desk, parent: QWidget, *, formats: Formats) -> None:
        super().__init__(desk.themes, parent, title=tr("Draw contacts to review"), width=_WIDTH_STEP)
        self._desk, self._formats = desk, formats
        self.fields = DrawFields(desk, formats)
        self.preview = PreviewPane(desk, formats)
        self.found: DrawPreview | None = None
        self.kept: KeptTyping | None = None
        self.save = Button(desk.themes, tr("Draw"), role=Role.PRIMARY, keys="Ctrl+Return", show_keys=True)
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(self._draw)
        self.add_button(self.save)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_AFTER_MS)
        self._wait.timeout.connect(self._ask)
        self.fields.changed.connect(self._wait.start)
        self.closed.connect(self.deleteLater)
        self._lay_out()
        workspace = desk.workspace
        desk.ask(lambda: offered_for(workspace), then=self._begin, key=("draw offered", id(self)))

    def _begin(self, offered: Offered) -> None:
        self.fields.offer(offered)
        self.kept = KeptTyping(self._desk, self, self.fields.kept(), form="review_draw")
        self._ask()
        self.place()

    # ------------------------------------------------------------ what it would bring
    def _ask(self) -> None:
        plan = self.fields.plan()
        if plan is None:
            self.fields.who.show_given(())  # what stood there is of other parts
            return
        workspace, margin = self._desk.workspace, self.fields.margin_wanted()
        self._desk.ask(
            lambda: preview_draw(workspace, plan=plan, margin=margin),
            then=self._show,
            failed=self._explain,
            key=("draw preview", id(self)),
        )

    def _show(self, found: DrawPreview) -> None:
        self.found = found
        self.preview.show_preview(found, quota=self.fields.quota())
        self.fields.who.show_given(found.reviewers)
        self.save.setText(tr("Draw %Ln contacts", found.drawn) if found.drawn else tr("Draw"))
        self.previewed.emit()

    def _explain(self, error: Exception) -> None:
        self.preview.show_problem(words(error).sentence)
        self.previewed.emit()

    # ------------------------------------------------------------ doing it
    def _draw(self) -> None:
        plan = self.fields.checked()
        if plan is None:
            return
        workspace = self._desk.workspace
        self._desk.act(lambda: draw(workspace, plan=plan), then=self._done, failed=self._explain, said=self._said_of)

    def _said_of(self, sample: Sample) -> Said:
        """Say how many; that own ones are not shown is said of every draw, whether or not it holds any."""
        said = tr("%Ln contacts drawn to review", sum(layer.drawn for layer in sample.layers))
        return Said(text=tr("{drawn}. Your own are never shown to you").format(drawn=said))

    def _done(self, sample: Sample) -> None:
        self.finish()
        self.drawn.emit(sample)

    def _lay_out(self) -> None:
        themes = self.themes
        row, form = QHBoxLayout(), QVBoxLayout()
        Spacing(themes, row, gap=5)
        Spacing(themes, form, margins=(0, 0, 3, 0))
        form.addWidget(self.fields)
        form.addStretch(1)
        area = scrolling(form)
        area.setMinimumHeight(themes.current.px(_FORM_HEIGHT))
        row.addWidget(area, 1)
        row.addWidget(self.preview, 1)
        self.body.addLayout(row)
