"""One concession as a row: what was given, where it stands, who asked and who decided, what can be done about it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.concessions import Concession, ConcessionState
from csops.services.settings import Team
from csops.ui.cases.concession_words import given_words, less_words, state_look, tr
from csops.ui.kit.controls import Button
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.marks import Pill
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes

Deed = tuple[str, Callable[[], object]]


class ConcessionRow(QWidget):
    """Shows a concession; `deeds` are its buttons."""

    def __init__(
        self,
        themes: Themes,
        concession: Concession,
        *,
        kind: str,
        team: Team,
        formats: Formats,
        now: datetime,
        deeds: Sequence[Deed] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.concession = concession
        title = given_words(concession, kind, formats)
        self.title = Text(themes, title, font="bodyStrong", figures=True, wrap=True)
        self.pill = Pill(themes, state_look(concession))
        head = QHBoxLayout()
        Spacing(themes, head, gap=2)
        head.addWidget(self.title, 1)
        head.addWidget(self.pill)
        column = QVBoxLayout(self)
        Spacing(themes, column, margins=(5, 2, 4, 3), gap=1)
        column.addLayout(head)
        if concession.reason:
            column.addWidget(Text(themes, concession.reason, wrap=True))
        self.meta = Text(
            themes,
            " · ".join(meta(concession, team, formats, now=now)),
            font="small",
            colour="text.secondary",
            wrap=True,
        )
        self.buttons: list[Button] = []
        row = QHBoxLayout()
        Spacing(themes, row, gap=2)
        row.addWidget(self.meta, 1)
        for words, run in deeds:
            button = Button(themes, words, compact=True)
            button.setAccessibleDescription(title)
            button.clicked.connect(run)
            row.addWidget(button)
            self.buttons.append(button)
        column.addLayout(row)


def meta(concession: Concession, team: Team, formats: Formats, *, now: datetime) -> list[str]:
    """Return who gave or asked for it and when, who decided, and what they said."""

    def name(member_id: int | None) -> str:
        member = team.member(member_id)
        return member.name.split(" ")[0] if member else ""

    given, decided = name(concession.given_by), name(concession.decided_by)
    by_another = concession.decided_by not in (None, concession.given_by)
    said = tr("asked for by {name}") if by_another or concession.decided_by is None else tr("given by {name}")
    parts = [formats.moment(concession.given_at, now=now), said.format(name=given) if given else ""]
    if concession.state is ConcessionState.WAITING and concession.answer_by is not None:
        parts.append(tr("answer wanted by {until}").format(until=formats.moment(concession.answer_by, now=now)))
    if by_another:
        words = tr("declined by {name}") if concession.state is ConcessionState.DECLINED else tr("approved by {name}")
        parts.append(words.format(name=decided) if decided else "")
    if concession.is_exception:
        parts.append(tr("exception"))
    parts += [less_words(concession, formats), concession.decision_note]
    return [part for part in parts if part]
