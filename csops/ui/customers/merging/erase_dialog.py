"""What erasing or anonymising a customer takes and what stays, before it is done; which texts of others name them."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.services.customer_privacy import ErasePreview, NamedIn
from csops.ui.customers.merging.file_rows import FileRows
from csops.ui.customers.merging.listed import Listed
from csops.ui.customers.merging.words import kind_words, tr
from csops.ui.kit.cards import Banner
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, CheckBox, Role
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

ANONYMISE, ERASE = "anonymise", "erase"
_Keys = frozenset[tuple[Kind, int]]


class EraseCustomerDialog(Dialog):
    """It is done only after the box is ticked: nothing brings it back.

    Signals:
        erase_wanted: it shall be done, as `how`, `all_texts`, `leave` and `parts` say.
        case_wanted(int): the case with a file that names them shall be shown; the dialog closes.
    """

    erase_wanted = Signal()
    case_wanted = Signal(int)

    def __init__(self, themes: Themes, parent: QWidget, *, preview: ErasePreview) -> None:
        name = preview.customer.title
        super().__init__(themes, parent, title=tr("Anonymise or erase {name}").format(name=name), width=2)
        self.preview = preview
        self.boxes: dict[tuple[Kind, int], CheckBox] = {}
        options = (Option(key=ANONYMISE, text=tr("Anonymise")), Option(key=ERASE, text=tr("Erase")))
        self.which = Segmented(themes, options, name=tr("What is done"), key=ANONYMISE)
        self.goes = Listed(themes, tr("This goes, also from the history and from what anybody is typing"), icon="x")
        self.stays = Listed(themes, tr("This stays"), icon="check")
        self.every = CheckBox(themes, tr("Empty texts about them that do not name them, too"))
        self.sure = CheckBox(themes, tr("I know that nothing brings it back, no undo and no backup"))
        self._lay_out()
        self.erase = Button(themes, "", role=Role.DANGER)
        self.cancel = Button(themes, tr("Cancel"))
        self.erase.setEnabled(False)
        self.add_button(self.cancel)
        self.add_button(self.erase)
        self.cancel.clicked.connect(self.close_layer)
        self.sure.toggled.connect(self.erase.setEnabled)
        self.which.chosen.connect(lambda _key: self._tell())
        self.every.toggled.connect(lambda _on: self._tell())
        self.erase.clicked.connect(self._done)
        self.closed.connect(self.deleteLater)
        self._tell()

    # ------------------------------------------------------------ what was chosen
    @property
    def how(self) -> str:
        """Whether they are anonymised or erased."""
        return self.which.key()

    @property
    def all_texts(self) -> bool:
        """Whether texts that do not name them are emptied too."""
        return self.every.isChecked()

    @property
    def leave(self) -> _Keys:
        """Records of others in which the name stays."""
        return self._chosen(lambda one: one.is_sure and not self.boxes[one.key].isChecked())

    @property
    def parts(self) -> _Keys:
        """Records of others in which a part of the name is blacked out too."""
        return self._chosen(lambda one: not one.is_sure and self.boxes[one.key].isChecked())

    def first_focus(self) -> QWidget:
        """Return the choice: Enter alone erases nobody."""
        return self.which.button(self.which.key())

    def _chosen(self, fits: Callable[[NamedIn], bool]) -> _Keys:
        return frozenset(one.key for one in self.preview.named_in if fits(one))

    # ------------------------------------------------------------ inside
    def _done(self) -> None:
        self.close_layer()
        self.erase_wanted.emit()

    def _show_case(self, case_id: int) -> None:
        self.close_layer()
        self.case_wanted.emit(case_id)

    def _tell(self) -> None:
        """Say what goes and what stays, as it is chosen now."""
        erases = self.how == ERASE
        self.every.setVisible(not erases)
        self.goes.show_lines(_goes(self.preview, erases=erases, every=self.all_texts or erases))
        self.stays.show_lines(_stays(self.preview, erases=erases, every=self.all_texts))
        self.erase.setText(tr("Erase for good") if erases else tr("Anonymise for good"))
        self.erase.setAccessibleName(self.erase.text())
        self.erase.theme_changed()
        self.place()

    def _lay_out(self) -> None:
        inner = QVBoxLayout()
        Spacing(self.themes, inner, gap=4)
        if self.preview.open_cases:
            said = tr("%Ln open cases are closed by it", self.preview.open_cases)
            inner.addWidget(Banner(self.themes, said, family="warning"))
        for widget in (self.goes, self.stays, self.every):
            inner.addWidget(widget)
        if self.preview.named_in:
            inner.addLayout(self._named())
        self.files = FileRows(self.themes, self.preview.in_files)
        self.files.case_wanted.connect(self._show_case)
        inner.addWidget(self.files)
        inner.addStretch(1)
        area = scrolling(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # all of it wraps
        area.setMinimumHeight(self.themes.current.size("listPane", 1))
        self.body.addWidget(self.which)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.sure)

    def _named(self) -> QVBoxLayout:
        column = QVBoxLayout()
        Spacing(self.themes, column, gap=1)
        title = tr("%Ln texts about others name them. Black it out in", len(self.preview.named_in))
        column.addWidget(Text(self.themes, title, font="bodyStrong", wrap=True))
        for one in self.preview.named_in:
            column.addLayout(self._named_row(one))
        if self.preview.unlisted:
            more = tr(
                "%Ln more are not shown; a whole name, a phone or an e-mail is blacked out", self.preview.unlisted
            )
            column.addWidget(Text(self.themes, more, colour="text.secondary", wrap=True))
        return column

    def _named_row(self, one: NamedIn) -> QHBoxLayout:
        words = tr("{kind} {number}") if one.is_sure else tr("{kind} {number}, perhaps")
        box = CheckBox(self.themes, words.format(kind=kind_words(one.kind), number=one.id))
        box.setAccessibleName(f"{box.text()}: {one.text}")
        box.setChecked(one.is_sure)
        self.boxes[one.key] = box
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=2)
        row.addWidget(box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(self.themes, one.text, colour="text.secondary", wrap=True), 1)
        return row


def _goes(preview: ErasePreview, *, erases: bool, every: bool) -> list[str]:
    said = [tr("Name, phones, e-mails, note, own fields, birthday, number and consent")]
    if erases:
        said.append(tr("The record itself"))
    said.append(tr("All texts about them") if every else tr("Texts about them that name them"))
    counts = (
        (preview.files, "%Ln files that were attached"),
        (preview.purchases if erases else 0, "%Ln purchases"),
        (preview.drafts, "%Ln forms in which somebody is typing about them"),
        (preview.merged, "%Ln customers who were merged into them"),
    )
    return [*said, *(tr(words, many) for many, words in counts if many)]


def _stays(preview: ErasePreview, *, erases: bool, every: bool) -> list[str]:
    counts = (
        (preview.contacts, "%Ln contacts, as figures: channel, topic, time and length"),
        (preview.cases, "%Ln cases, as figures"),
        (preview.answers, "%Ln answers, as figures"),
        (preview.concessions, "%Ln concessions, as figures"),
        (0 if erases else preview.purchases, "%Ln purchases, with day and amount"),
        (preview.people, "%Ln people who spoke for them, as customers of their own"),
    )
    said = [tr(words, many) for many, words in counts if many]
    if not erases:
        said.append(tr("The record without a name, under number {number}").format(number=preview.customer.id))
    if not (erases or every):
        said.append(tr("Texts about them that do not name them"))
    return [
        *said,
        tr("Older backups, until they are thinned out; one that is brought back is treated again"),
        tr("Files that somebody saved or printed elsewhere"),
    ]
