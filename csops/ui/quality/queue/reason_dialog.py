"""How a contact of the queue was drawn: from what, spread how, of which group, shared among whom."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from csops.domain.review_groups import told_apart
from csops.domain.review_queue import QueueItem
from csops.services.draw_reasons import DrawReason, GivenUp, draw_reason
from csops.ui.desk import Desk
from csops.ui.kit.errors import words
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.spacing import Spacing
from csops.ui.quality.queue.words import MOST_NAMED, group_words, stratum_words, why_note
from csops.ui.quality.wording import tr


class DrawReasonDialog(Dialog):
    """Says it, a line for each thing; nothing is changed here."""

    def __init__(self, desk: Desk, parent: QWidget, item: QueueItem, *, formats: Formats) -> None:
        super().__init__(desk.themes, parent, title=tr("How it was drawn"))
        self._desk, self._formats = desk, formats
        self.said = Text(desk.themes, why_note(item), colour="text.secondary", wrap=True)
        self.lines: dict[str, str] = {}
        self._grid = QGridLayout()
        Spacing(desk.themes, self._grid, gap=2, across=4)
        self._grid.setColumnStretch(1, 1)
        self.body.addWidget(self.said)
        self.body.addLayout(self._grid)
        self.closed.connect(self.deleteLater)
        workspace, pick_id = desk.workspace, item.pick.id
        desk.ask(
            lambda: draw_reason(workspace, pick_id=pick_id),
            then=self._show,
            failed=lambda error: self.said.say(words(error).sentence, colour="danger.text"),
            key=("draw reason", id(self)),
        )

    def _show(self, found: DrawReason) -> None:
        themes = self._desk.themes
        self.lines = dict(self._said(found))
        for row, (name, said) in enumerate(self.lines.items()):
            value = Text(themes, said, wrap=True, figures=True)
            value.setAccessibleName(f"{name}: {said}")
            label = Text(themes, name, colour="text.secondary")
            for column, widget in enumerate((label, value)):
                self._grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignTop)
                widget.show()  # what the layout would show later is not measured now
        self.place()

    def _said(self, found: DrawReason) -> Iterator[tuple[str, str]]:
        team, formats = self._desk.team, self._formats
        if found.instead_of:
            yield tr("In place of"), "\n".join(map(self._given_up, found.instead_of))
        at = formats.moment(found.made_at, now=self._desk.workspace.now())
        by = tr("{at} by {name}").format(at=at, name=self._name(found.made_by))
        yield tr("Drawn"), f"{found.name} · {by}" if found.name else by
        yield tr("From contacts of"), self._period(found)
        if found.quota is not None:
            yield tr("How many"), tr("%Ln of each person", found.quota)
        yield tr("Spread over"), ", ".join(map(stratum_words, found.strata)) or tr("Nothing: simply at random")
        own = told_apart(found.key, found.strata)
        if found.joined:
            named = [group_words(told_apart(one, found.strata)[len(own) :], team) for one in found.joined[:MOST_NAMED]]
            more = len(found.joined) - MOST_NAMED
            groups = ", ".join([*named, *([tr("and %Ln more", more)] if more > 0 else [])])
            whose = f"{group_words(own, team)}: " if own else ""
            together = tr("{groups}. They are too small for a contact of each").format(groups=groups)
            yield tr("Groups drawn together"), whose + together
        elif own:
            yield tr("Its group"), group_words(own, team)
        yield tr("Shared among"), self._reviewers(found)
        if found.seed is not None:
            yield tr("Seed"), str(found.seed)
        replaced = [self._given_up(one) for one in found.given_up if one.is_replaced]
        dropped = [self._given_up(one) for one in found.given_up if not one.is_replaced]
        for name, lines in ((tr("Replaced in this draw"), replaced), (tr("Dropped from it"), dropped)):
            if lines:
                rest = [tr("and %Ln more", len(lines) - MOST_NAMED)] if len(lines) > MOST_NAMED else []
                yield name, "\n".join([*lines[:MOST_NAMED], *rest])

    def _given_up(self, one: GivenUp) -> str:
        """Return whose contact was given up, why, by whom and when."""
        at = self._formats.moment(one.at, now=self._desk.workspace.now())
        whose = tr("A contact of {name}").format(name=self._name(one.member_id))
        if one.contact_id is not None:
            whose = tr("Contact {number} of {name}").format(number=one.contact_id, name=self._name(one.member_id))
        by = self._name(one.by)
        return tr("{contact}: “{reason}”, {name}, {time}").format(contact=whose, reason=one.reason, name=by, time=at)

    def _period(self, found: DrawReason) -> str:
        formats = self._formats
        first, after = found.since.astimezone(formats.zone), found.until.astimezone(formats.zone)
        last = after - timedelta(microseconds=1)
        return tr("{first} to {last}").format(
            first=formats.day(first.date(), year=True), last=formats.day(last.date(), year=True)
        )

    def _reviewers(self, found: DrawReason) -> str:
        names = [self._name(one) for one in found.reviewers]
        if not found.shares:
            return ", ".join(names)
        parted = zip(names, found.shares, strict=True)
        return ", ".join(f"{name} " + tr("%Ln parts", parts) for name, parts in parted)

    def _name(self, member_id: int | None) -> str:
        member = self._desk.team.member(member_id)
        return tr("Somebody who left") if member is None else member.name
