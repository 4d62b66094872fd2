"""What is done with a calibration from the window: excuse, ask, agree, close, call off, take its notes up."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from csops.domain.access import Permission, roles_with
from csops.domain.calibrations import Agreed, Calibration, CalibrationState
from csops.domain.people import Member
from csops.domain.scoring import Criterion
from csops.services.calibration_agreeing import agree, agree_where_equal
from csops.services.calibration_choices import who_can_be_asked
from csops.services.calibration_ending import call_off_calibration, close_calibration
from csops.services.calibration_notes import NewGuidance, notes_preview, take_up_notes
from csops.services.calibration_rating import ask_reviewer, excuse_reviewer
from csops.services.calibrations import SeenCalibration
from csops.services.review_cards import KeptCard
from csops.services.workspace import Workspace
from csops.ui.desk import Desk, Said
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.labels import Text
from csops.ui.kit.overlay import Dialog
from csops.ui.kit.theme import Themes
from csops.ui.quality.calibration.ask_first import AskFirstDialog
from csops.ui.quality.calibration.call_off_dialog import CallOffDialog
from csops.ui.quality.calibration.words import rating_words
from csops.ui.quality.wording import tr

Run = Callable[[], object]


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


class CalibrationActs:
    """Does it in the background and says so; `failed` is told of what did not go."""

    def __init__(self, desk: Desk, over: QWidget, *, failed: Callable[[Exception], None]) -> None:
        self._desk, self._over, self._failed = desk, over, failed
        self.dialog: AskDialog | None = None
        self.first: AskFirstDialog | None = None
        self.off: CallOffDialog | None = None

    def excuse(self, session_id: int, member: Member, *, opens: bool) -> None:
        """Go on without somebody; where all ratings open by that, which nothing takes back, ask before."""
        workspace = self._desk.workspace

        def go_on() -> None:
            self._desk.act(
                lambda: excuse_reviewer(workspace, session_id=session_id, member_id=member.id),
                then=lambda _session: self._done(lambda: None),
                failed=self._not_done,
                said=lambda session: _excused(session, member),
            )

        if not opens:
            go_on()
            return
        why = tr("Everybody else has rated: the ratings open to all, and nothing makes them blind again")
        title = tr("Go on without {name}?").format(name=member.name)
        self._ask_first(title, [("", why)], tr("Excuse and open the ratings"), go_on)

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
            nobody = tr("Everybody who may review is asked already. Choose reviewers in Settings, Quality")
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

    def close(self, seen: SeenCalibration, unsaved: Sequence[Agreed] = (), *, then: Run) -> None:
        """Close a session, with what is typed and not saved; that, and what nothing is agreed on, is asked first."""
        workspace, session_id = self._desk.workspace, seen.session.id
        done = {one.criterion for one in (*seen.session.agreed, *unsaved)}
        left = [one.name for one in seen.version.criteria if one.key not in done]

        def close() -> None:
            self._desk.act(
                lambda: _closed(workspace, session_id, unsaved),
                then=lambda _session: self._done(then),
                failed=self._not_done,
                said=Said(text=tr("Calibration closed")),
            )

        if not left and not unsaved:
            close()
            return
        lines = _unsaved_lines(seen, unsaved)
        if left:
            lines.append((tr("%Ln criteria have no agreed rating", len(left)), ", ".join(left)))
        lines.append(("", tr("Closed, nothing more can be agreed on or noted.")))
        verb = tr("Save and close session") if unsaved else tr("Close session")
        self._ask_first(tr("Close the session?"), lines, verb, close)

    def call_off(self, seen: SeenCalibration, *, then: Run) -> None:
        """Go on with a session no more, for a reason."""
        workspace, session = self._desk.workspace, seen.session
        dialog = self.off = CallOffDialog(self._desk, self._over.window(), seen=seen)

        def call_off() -> None:
            reason = dialog.reason.text()
            dialog.do(
                lambda: call_off_calibration(workspace, session_id=session.id, why=reason),
                tr("{name} is called off").format(name=session.name),
            )

        dialog.send.clicked.connect(call_off)
        dialog.finished.connect(then)
        dialog.open()

    def take_notes(self, session_id: int, *, then: Run) -> None:
        """Publish the card anew with the notes in its guidance, after a look at that."""
        workspace = self._desk.workspace

        def publish() -> None:
            self._desk.act(
                lambda: take_up_notes(workspace, session_id=session_id),
                then=lambda _kept: self._done(then),
                failed=self._not_done,
                said=_published,
            )

        def show(found: NewGuidance) -> None:
            asked = {"card": found.card, "number": found.number}
            why = tr("Reviews that were made keep their version. New ones are made with this guidance:")
            lines = [("", why), *found.guidance]
            if not found.guidance:
                lines = [("", tr("The guidance of the card holds all notes by now."))]
            verb = tr("Publish version {number}").format(**asked)
            dialog = self._ask_first(tr("Version {number} of {card}").format(**asked), lines, verb, publish)
            dialog.save.setEnabled(bool(found.guidance))

        self._desk.ask(
            lambda: notes_preview(workspace, session_id=session_id),
            then=show,
            failed=self._failed,
            key=("notes", id(self)),
        )

    # ------------------------------------------------------------ asked first
    def _ask_first(self, title: str, lines: Sequence[tuple[str, str]], verb: str, run: Run) -> AskFirstDialog:
        dialog = AskFirstDialog(self._desk.themes, self._over.window(), title=title, lines=lines, verb=verb, run=run)
        self.first = dialog
        dialog.open()
        return dialog

    def _done(self, then: Run) -> None:
        if self.first is not None and isValid(self.first):
            self.first.finish()
        self.first = None
        then()

    def _not_done(self, error: Exception) -> None:
        if self.first is not None and isValid(self.first):
            self.first.explain(error)
        else:
            self._failed(error)


def _closed(workspace: Workspace, session_id: int, unsaved: Sequence[Agreed]) -> Calibration:
    """Close a session once what was typed is agreed on: taken back, it is open with that, as after *Save*."""
    for one in unsaved:
        agree(workspace, session_id=session_id, criterion=one.criterion, rating=one.rating, note=one.note)
    return close_calibration(workspace, session_id=session_id)


def _unsaved_lines(seen: SeenCalibration, unsaved: Sequence[Agreed]) -> list[tuple[str, str]]:
    """Return what closing saves, and what stands in its place so far, be it agreed here or elsewhere meanwhile."""
    if not unsaved:
        return []
    lines = [("", tr("Typed and not saved yet. Closing saves it:"))]
    kept = {one.criterion: one for one in seen.session.agreed}
    criteria = {one.key: one for one in seen.version.criteria}
    for one in unsaved:
        criterion, before = criteria[one.criterion], kept.get(one.criterion)
        told = _agreed_words(criterion, one)
        if before is not None:
            told = f"{told}\n{tr('In place of: {before}').format(before=_agreed_words(criterion, before))}"
        lines.append((criterion.name, told))
    return lines


def _agreed_words(criterion: Criterion, said: Agreed) -> str:
    return ": ".join(filter(None, (rating_words(criterion, said.rating), said.note)))


def _published(kept: KeptCard) -> Said:
    told = tr("{card} is published as version {number} with the notes")
    return Said(text=told.format(card=kept.card.name, number=kept.version.number))


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
