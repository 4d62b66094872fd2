"""Picking contacts after which something went wrong: each with what it was, ticked into the queue of a reviewer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from csops.domain.people import Member
from csops.domain.review_risks import Risky
from csops.domain.review_samples import Sample
from csops.domain.texts import one_line
from csops.services.review_queue import list_reviewers
from csops.services.review_risks import pick_risky, risky_contacts
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Button, CheckBox, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.page import scrolling
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.queue.words import wrong_words
from csops.ui.quality.wording import tr

_DAYS, _MOST, _WIDTH_STEP, _FIRST = 30, 100, 2, 120


@dataclass(frozen=True, kw_only=True)
class Wrong:
    """What went wrong in a period, and who may review it."""

    since: datetime
    until: datetime
    contacts: Sequence[Risky]
    reviewers: Sequence[Member]


def read_wrong(workspace: Workspace) -> Wrong:
    """Return what went wrong in the last thirty days."""
    until = workspace.now() + timedelta(minutes=1)
    since = until - timedelta(days=_DAYS)
    found = risky_contacts(workspace, since=since, until=until, limit=_MOST)
    return Wrong(since=since, until=until, contacts=found, reviewers=list_reviewers(workspace))


class RiskDialog(Dialog):
    """Lists what went wrong; what is ticked is put into a queue.

    Signals:
        picked(object): this Sample was made.
        case_wanted(int): this case shall be looked at.
        shown: what went wrong is shown.
    """

    picked = Signal(object)
    case_wanted = Signal(int)
    shown = Signal()

    def __init__(self, desk: Desk, parent: QWidget, *, formats: Formats) -> None:
        super().__init__(desk.themes, parent, title=tr("What went wrong in the last 30 days"), width=_WIDTH_STEP)
        self._desk, self._formats = desk, formats
        themes = desk.themes
        why = tr("Picked because something went wrong, these enter no average unless somebody asks for it")
        self.why = Text(themes, why, colour="text.secondary", wrap=True)
        self.boxes: dict[int, CheckBox] = {}
        self.found: Wrong | None = None
        self._rows = QGridLayout()
        Spacing(themes, self._rows, margins=(0, 0, 2, 0), gap=1, across=4)
        self._rows.setColumnStretch(2, 1)
        column = QVBoxLayout()
        Spacing(themes, column)
        column.addLayout(self._rows)
        column.addStretch(1)
        self.who = ChoiceField(themes, [], label=tr("Reviewer"), name="reviewers", typed=False)
        self.save = Button(themes, tr("Put into the queue"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.save.setEnabled(False)
        self.save.clicked.connect(self._pick)
        self.body.addWidget(self.why)
        area = scrolling(column)
        area.setMinimumHeight(themes.current.size("listPane"))
        self.body.addWidget(area, 1)
        self.body.addWidget(self.who)
        self.add_button(self.save)
        self.closed.connect(self.deleteLater)
        workspace = desk.workspace
        desk.ask(lambda: read_wrong(workspace), then=self._show, failed=self._explain, key=("wrong", id(self)))

    def chosen(self) -> list[int]:
        """Return the contacts that are ticked."""
        return [contact_id for contact_id, box in self.boxes.items() if box.isChecked()]

    def _show(self, found: Wrong) -> None:
        self.found = found
        me = self._desk.workspace.member.id
        self.who.set_choices([Choice(key=str(one.id), text=one.name) for one in found.reviewers])
        self.who.choose(str(me))
        for row, one in enumerate(found.contacts):
            self._add(row, one)
        if not found.contacts:
            said = tr("Nothing went wrong that nobody has looked at: no low answer, nothing passed on or reopened")
            self._rows.addWidget(Text(self._desk.themes, said, wrap=True), 0, 0, 1, 3)
        self.place()
        if self.boxes:
            next(iter(self.boxes.values())).setFocus()
        self.shown.emit()

    def _add(self, row: int, one: Risky) -> None:
        themes, member = self._desk.themes, self._desk.team.member(one.member_id)
        name = tr("Somebody who left") if member is None else member.name
        at = self._formats.moment(one.at, now=self._desk.workspace.now())
        said = wrong_words(one.reasons, self._formats, currency=self._desk.team.shop.currency)
        box = CheckBox(themes, name)
        about = self._about(one)
        box.setAccessibleName(f"{name}, {at}: {said}. {about}")
        box.toggled.connect(self._count)
        self.boxes[one.contact_id] = box
        self._rows.addWidget(box, 2 * row, 0)
        self._rows.addWidget(Text(themes, at, colour="text.secondary", figures=True), 2 * row, 1)
        self._rows.addWidget(ElidedText(themes, said), 2 * row, 2)
        self._rows.addWidget(ElidedText(themes, about, font="small", colour="text.secondary"), 2 * row + 1, 1, 1, 2)
        if one.contact is not None:
            look = Button(themes, tr("Case"), role=Role.LINK)
            look.setAccessibleName(tr("Case of {what}").format(what=about))
            look.clicked.connect(partial(self._look, one.contact.case_id))
            self._rows.addWidget(look, 2 * row, 3)

    def _about(self, one: Risky) -> str:
        """Return whose it was, what about, and how it begins."""
        topic = one.contact and self._desk.team.topic(one.contact.topic_id)
        words_ = one_line(one.contact.text)[:_FIRST] if one.contact else ""
        return " · ".join(filter(None, (one.customer or tr("Unknown"), topic.name if topic else "", words_)))

    def _look(self, case_id: int) -> None:
        self.close_layer()
        self.case_wanted.emit(case_id)

    def _count(self) -> None:
        number = len(self.chosen())
        self.save.setEnabled(bool(number))
        self.save.setText(tr("Put %Ln into the queue", number) if number else tr("Put into the queue"))

    def _pick(self) -> None:
        found, chosen = self.found, self.chosen()
        if found is None or not chosen or not self.who.key():
            return
        workspace, whom, name = self._desk.workspace, int(self.who.key()), tr("What went wrong")
        self._desk.act(
            lambda: pick_risky(
                workspace, contact_ids=chosen, since=found.since, until=found.until, reviewers=[whom], name=name
            ),
            then=self._done,
            failed=self._explain,
            said=Said(text=tr("%Ln contacts put into the queue", len(chosen))),
        )

    def _done(self, sample: Sample) -> None:
        self.close_layer()
        self.picked.emit(sample)

    def _explain(self, error: Exception) -> None:
        self.who.show_error(words(error).sentence)
        self.place()
