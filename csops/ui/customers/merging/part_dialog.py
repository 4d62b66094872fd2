"""What parting two customers gives back and what it leaves, before it is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.services.customer_parting import PartPreview
from csops.ui.customers.merging.listed import Listed
from csops.ui.customers.merging.words import field_words, moved_words, tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes


class PartDialog(Dialog):
    """Shows what becomes of both.

    Signals:
        part_wanted: they shall be two again.
    """

    part_wanted = Signal()

    def __init__(self, themes: Themes, parent: QWidget, *, preview: PartPreview) -> None:
        super().__init__(themes, parent, title=tr("Part {name} again").format(name=preview.back.title), width=1)
        self.preview = preview
        self.back = self._list(tr("Comes back"), _back(preview), icon="undo-2")
        self.fields = self._list(
            tr("Goes from {name}").format(name=preview.now.title),
            [field_words(key) for key in preview.fields_back],
            icon="x",
        )
        self.stays = self._list(tr("Stays with {name}").format(name=preview.now.title), _stays(preview), icon="check")
        self.trouble = Text(themes, colour="danger.text", wrap=True)
        self.trouble.hide()
        self.body.addWidget(self.trouble)
        self.cancel = Button(themes, tr("Cancel"))
        self.part = Button(themes, tr("Part again"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.part.setShortcut("Ctrl+Return")
        self.add_button(self.cancel)
        self.add_button(self.part)
        self.cancel.clicked.connect(self.close_layer)
        self.part.clicked.connect(self.part_wanted)
        self.closed.connect(self.deleteLater)

    def complain(self, sentence: str) -> None:
        """Say why they stay one."""
        self.trouble.say(sentence)
        self.trouble.show()
        self.place()

    def _list(self, title: str, lines: list[str], *, icon: str) -> Listed:
        made = Listed(self.themes, title, icon=icon)
        made.show_lines(lines)
        self.body.addWidget(made)
        return made


def _back(preview: PartPreview) -> list[str]:
    head = tr("{name} under number {number}, with all fields").format(name=preview.back.title, number=preview.back.id)
    lines = [head, *(moved_words(key, number) for key, number in preview.moves.items())]
    came = sum(preview.came.values())
    return [*lines, tr("%Ln of these came since, to a case that goes back", came)] if came else lines


def _stays(preview: PartPreview) -> list[str]:
    lines = [tr("{field}, edited since").format(field=field_words(key)) for key in preview.edited]
    lines += [
        tr("{what}, put elsewhere since").format(what=moved_words(key, number)) for key, number in preview.stays.items()
    ]
    return [*lines, tr("Contacts and cases of their own, and what came since on other cases")]
