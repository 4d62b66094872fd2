"""What is done with a calibration from the window: excuse, ask, agree, close, take its notes up."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission, roles_with
from csops.domain.calibrations import Agreed, Calibration, CalibrationState
from csops.domain.people import Member
from csops.services.calibration_choices import who_can_be_asked
from csops.services.calibrations import (
    agree,
    agree_where_equal,
    ask_reviewer,
    close_calibration,
    excuse_reviewer,
    take_up_notes,
)
from csops.services.review_cards import KeptCard
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes
from csops.ui.quality.wording import tr


class AskDialog(Dialog):
    """Asks who else is to rate.

    Signals:
        given(int): the id of that member.
    """

    given = Signal(int)

    def __init__(self, themes: Themes, parent: QWidget, *, members: Sequence[Member]) -> None:
        super().__init__(themes, parent, title=tr("Ask somebody to rate"))
        choices = [Choice(key=str(one.id), text=one.name) for one in members]
        self.who = ChoiceField(themes, choices, label=tr("Reviewer"), name="reviewer", required=True, typed=False)
        self.who.choose(choices[0].key)
        why = tr("They rate blind, too. Nobody reviews their own contacts, so the person themselves is not in the list")
        self.body.addWidget(Text(themes, why, colour="text.secondary", wrap=True))
        self.body.addWidget(self.who)
        self.save = Button(themes, tr("Ask"), role=Role.PRIMARY, keys="Ctrl+Return")
        self.save.setShortcut("Ctrl+Return")
        self.save.clicked.connect(lambda: self.given.emit(int(self.who.key())))
        self.add_button(self.save)
        self.closed.connect(self.deleteLater)

    def explain(self, error: Exception) -> None:
        """Say below the field why it was not done."""
        self.who.show_error(words(error).sentence)
        self.place()


class CalibrationActs:
    """Does it in the background and says so; `failed` is told of what did not go."""

    def __init__(self, desk: Desk, over: QWidget, *, failed: Callable[[Exception], None]) -> None:
        self._desk, self._over, self._failed = desk, over, failed
        self.dialog: AskDialog | None = None

    def excuse(self, session_id: int, member: Member) -> None:
        """Go on without somebody."""
        workspace = self._desk.workspace
        self._desk.act(
            lambda: excuse_reviewer(workspace, session_id=session_id, member_id=member.id),
            failed=self._failed,
            said=lambda session: _excused(session, member),
        )

    def ask(self, session_id: int) -> None:
        """Ask one more to rate."""
        workspace = self._desk.workspace
        self._desk.ask(
            lambda: who_can_be_asked(workspace, session_id=session_id),
            then=partial(self._choose, session_id),
            failed=self._failed,
            key="who can be asked",
        )

    def _choose(self, session_id: int, members: Sequence[Member]) -> None:
        if not members:
            nobody = tr("Everybody who may review is asked already. Choose reviewers in Settings, Reviews")
            self._desk.said.emit(Said(text=nobody, can_undo=False))
            return
        names = {one.id: one.name for one in members}
        dialog = self.dialog = AskDialog(self._desk.themes, self._over.window(), members=members)
        workspace = self._desk.workspace

        def give(member_id: int) -> None:
            self._desk.act(
                lambda: ask_reviewer(workspace, session_id=session_id, member_id=member_id),
                then=lambda _session: dialog.close_layer(),
                failed=dialog.explain,
                said=Said(text=tr("{name} is asked to rate").format(name=names[member_id])),
            )

        dialog.given.connect(give)
        dialog.open()

    def agree(self, session_id: int, said: Agreed, *, then: Callable[[Calibration], None]) -> None:
        """Keep what was agreed on one criterion."""
        workspace = self._desk.workspace
        self._desk.act(
            lambda: agree(
                workspace, session_id=session_id, criterion=said.criterion, rating=said.rating, note=said.note
            ),
            then=then,
            failed=self._failed,
        )

    def agree_where_equal(self, session_id: int) -> None:
        """Agree on all that everybody rated the same."""
        workspace = self._desk.workspace
        self._desk.act(
            lambda: agree_where_equal(workspace, session_id=session_id),
            failed=self._failed,
            said=Said(text=tr("Agreed where all rated the same")),
        )

    def close(self, session_id: int) -> None:
        """Close a session."""
        workspace = self._desk.workspace
        self._desk.act(
            lambda: close_calibration(workspace, session_id=session_id),
            failed=self._failed,
            said=Said(text=tr("Calibration closed")),
        )

    def take_notes(self, session_id: int) -> None:
        """Publish the card anew with the notes in its guidance."""
        workspace = self._desk.workspace

        def said(kept: KeptCard) -> Said:
            told = tr("{card} is published as version {number} with the notes")
            return Said(text=told.format(card=kept.card.name, number=kept.version.number), can_undo=False)

        self._desk.act(lambda: take_up_notes(workspace, session_id=session_id), failed=self._failed, said=said)


def _excused(session: Calibration, member: Member) -> Said:
    # Where nobody else is to rate all is seen by now, and nothing makes it blind again.
    is_blind = session.state is CalibrationState.RATING
    return Said(text=tr("{name} is excused").format(name=member.name), can_undo=is_blind)


def notes_permission_words() -> str:
    """Return who may take notes into the guidance."""
    roles = ", ".join(role.value for role in roles_with(Permission.CATALOGUE))
    return tr("It publishes a new version of the card, which takes the right to change cards ({roles})").format(
        roles=roles
    )
