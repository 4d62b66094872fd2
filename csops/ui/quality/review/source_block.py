"""What a review is made from: text, recording with its file or link, listened in, or the note alone."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.contact_words import SPOKEN
from csops.domain.review_drafts import ReviewDraft
from csops.domain.reviews import Source
from csops.services.review_forms import ReviewForm
from csops.ui.desk import Desk
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button
from csops.ui.kit.fields import LineField
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.labels import Text
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.review.words import first_name, source_words
from csops.ui.quality.wording import tr


class SourceBlock(QWidget):
    """The choice of the source.

    Signals:
        chosen(object): another Source. named(str): another file or link.
    """

    chosen = Signal(object)
    named = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.themes = desk.themes
        options = [Option(key=one.value, text=source_words(one)) for one in Source]
        self.choice = Segmented(self.themes, options, name=tr("Made from"))
        self._files = desk.files
        self.place = LineField(self.themes, label=tr("File or link of the recording"), name="source_ref")
        self.place.set_check(self._missing)
        self.browse = Button(self.themes, tr("Browse"), icon_name="folder-open")
        self.browse.setToolTip(tr("Choose the file of the recording"))
        where = QHBoxLayout()
        Spacing(self.themes, where, gap=2)
        where.addWidget(self.place, 1)
        where.addWidget(self.browse)
        row = QHBoxLayout()
        Spacing(self.themes, row, gap=3)
        row.addWidget(Text(self.themes, tr("Made from"), font="smallStrong", colour="text.secondary"))
        row.addWidget(self.choice, 1)
        column = QVBoxLayout(self)
        Spacing(self.themes, column, gap=2)
        self.bare = Text(self.themes, font="small", colour="text.secondary", wrap=True)
        self._told: Mapping[Source, str] = {}
        column.addLayout(row)
        column.addLayout(where)
        column.addWidget(self.bare)
        self.choice.chosen.connect(lambda key: self.chosen.emit(Source(key)))
        self.place.edited.connect(lambda: self.named.emit(self.place.text()))
        self.browse.clicked.connect(self._browse)

    def find_problem(self) -> bool:
        """Say what is missing, and go there; return whether something is."""
        is_missing = Source(self.choice.key()) is Source.RECORDING and bool(self.place.problem())
        if is_missing:
            self.place.line.setFocus(Qt.FocusReason.OtherFocusReason)
        return is_missing

    def _missing(self) -> str:
        return "" if self.place.text().strip() else tr("Name the file or link, or choose what else you reviewed")

    def _browse(self) -> None:
        path = self._files.ask_open(self.window(), tr("Choose the recording"), purpose=Purpose.ATTACH)
        if path is not None:
            self.place.set_text(str(path))
            self.place.show_error("")
            self.named.emit(str(path))

    def show_form(self, form: ReviewForm) -> None:
        """Offer what there is to review it from: without a text it was written nowhere."""
        self.place.set_text("")  # nothing of the one before can be taken back into it
        self.place.show_error("")
        has_text = form.reads_ours or bool(form.subject.contact.text.strip())
        is_bare, is_spoken = has_text and not form.reads_ours, form.subject.channel.key in SPOKEN
        self._told = _bare_words(first_name(form.member.name), is_spoken=is_spoken) if is_bare else {}
        self.choice.button(Source.TEXT.value).setEnabled(has_text)
        self.choice.button(Source.TEXT.value).setToolTip("" if has_text else tr("Nothing was written of this contact"))

    def show_draft(self, draft: ReviewDraft, *, is_open: bool) -> None:
        """Show what is chosen."""
        self.choice.choose(draft.source.value)
        self.choice.setEnabled(is_open)
        bare = self._told.get(draft.source, "") if is_open else ""
        self.bare.say(bare)
        self.bare.setVisible(bool(bare))
        for part in (self.place, self.browse):
            part.setVisible(draft.source is Source.RECORDING)
        self.browse.setEnabled(is_open)
        if self.place.text() != draft.source_ref:
            self.place.set_text(draft.source_ref)
        self.place.line.setReadOnly(not is_open)


def _bare_words(name: str, *, is_spoken: bool) -> Mapping[Source, str]:
    """Return what is said by source where no words of ours are known to stand in the contact.

    Of a talk nobody takes the note for what was said; what was written may be ours all the same.
    """
    note = tr("A note of what happened: nothing here is known to be our own words. If it is, choose Text")
    if is_spoken:
        note = tr("No words of {name}’s stand in this contact, so only the note can be reviewed").format(name=name)
    text = tr("Nothing here is known to be our own words. If it is a note of what happened, choose Note only")
    return {Source.NOTE: note, Source.TEXT: text}
