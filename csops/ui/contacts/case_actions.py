"""What can be done to the chosen cases: resolve, assign, set a state, promise, postpone, note, reply, call back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from csops.domain.access import Permission
from csops.domain.cases import Confirmation, FollowUpKind, State
from csops.domain.changes import Kind
from csops.domain.contacts import Direction
from csops.domain.draft_forms import cases_form, record_form
from csops.services import cases, follow_ups
from csops.services.case_closing import StillOpen, still_open
from csops.services.follow_ups import SETTLED_WITH_A_CASE
from csops.ui.cases.care_words import confirmation_words
from csops.ui.cases.words import state_words
from csops.ui.contacts.case_dialogs import Done, Failed, FollowUpDialog, NoteDialog, Promised
from csops.ui.contacts.case_edit import EditCaseDialog
from csops.ui.contacts.chosen_cases import Chosen, place_of, popup
from csops.ui.contacts.closing_words import open_words
from csops.ui.contacts.solved_menu import SolvedMenu
from csops.ui.desk import Desk, Said
from csops.ui.kit.shortcuts import Shortcuts


class CaseActions(QObject):
    """Does it, says so, and lets it be taken back.

    Signals:
        log_wanted(object): the log panel shall open with these values.
    """

    log_wanted = Signal(object)

    def __init__(self, desk: Desk, chosen: Chosen, *, shortcuts: Shortcuts, window: QWidget) -> None:
        super().__init__(window)
        self._desk, self._chosen, self._shortcuts, self._window = desk, chosen, shortcuts, window

    # ------------------------------------------------------------ at once
    def done(self, below: QWidget, *, then: Callable[[], object] = lambda: None) -> None:
        """Ask what the customer said and resolve the cases; a single one that is settled is opened again.

        `then` is called when it is going to be done.
        """
        view = self._chosen.view()
        ids = self._chosen.ids()
        if view is not None and list(ids) == [view.case_id] and view.timeline.case.state.is_settled:
            then()
            self.set_state(State.OPEN)
        elif ids:
            self._ask_confirmed(below, then)

    def set_state(self, state: State, *, confirmed: Confirmation | None = None, promises_kept: bool = False) -> None:
        """Bring the cases into a state. Promises stay open unless it is said that they were kept."""
        workspace, ids = self._desk.workspace, list(self._chosen.ids())
        if ids:
            said = self.tr("{what}: {state}").format(what=self._chosen.named(ids), state=state_words(state).lower())
            if confirmed is not None and confirmed is not Confirmation.NOT_ASKED:
                said = f"{said}, {confirmation_words(confirmed).lower()}"
            self._desk.act(
                lambda: cases.change_state(
                    workspace,
                    case_ids=ids,
                    state=state,
                    confirmed=confirmed,
                    also_done={*SETTLED_WITH_A_CASE, *([FollowUpKind.PROMISE] if promises_kept else [])},
                ),
                said=Said(text=said),
            )

    def _ask_confirmed(self, below: QWidget, then: Callable[[], object] = lambda: None) -> None:
        def resolve(confirmed: Confirmation, promises_kept: bool) -> None:
            then()
            self.set_state(State.RESOLVED, confirmed=confirmed, promises_kept=promises_kept)

        found = self._seen_open()
        menu = SolvedMenu(self._window, resolve=resolve)
        if found is not None:
            menu.tell(open_words(found, promises=False), promised=found.promises)
        else:
            self._ask_open(menu.tell_open)
        menu.open_at(place_of(menu, below))

    def _seen_open(self) -> StillOpen | None:
        """Return what is open on the case that is shown; None where others are chosen."""
        view = self._chosen.view()
        return view.still_open() if view is not None and list(self._chosen.ids()) == [view.case_id] else None

    def _ask_open(self, then: Callable[[StillOpen], None]) -> None:
        workspace, ids = self._desk.workspace, list(self._chosen.ids())
        self._desk.ask(lambda: still_open(workspace, case_ids=ids), then=then, key=("still open", id(self)))

    def _close(self, below: QWidget) -> None:
        """Close the cases; where something is open on them, say so before."""
        found = self._seen_open()
        if found is None:
            self._ask_open(lambda answer: self._close_after(answer, below))
        else:
            self._close_after(found, below)

    def _close_after(self, found: StillOpen, below: QWidget) -> None:
        if not found:
            self.set_state(State.CLOSED)
            return
        menu = self._menu()
        for words in open_words(found):
            menu.addAction(words).setEnabled(False)
        menu.addSeparator()
        close = menu.addAction(self.tr("Close all the same"))
        close.triggered.connect(lambda _on=False: self.set_state(State.CLOSED))
        menu.addAction(self.tr("Leave it open"))
        menu.setAccessibleName(". ".join(open_words(found)))
        menu.popup(place_of(menu, below))
        menu.setActiveAction(close)

    def assign_to(self, member_id: int | None) -> None:
        """Give the cases to somebody, or to nobody."""
        workspace, ids = self._desk.workspace, list(self._chosen.ids())
        member = self._desk.team.member(member_id)
        if ids:
            name = member.name if member else self.tr("nobody")
            said = self.tr("{what} given to {name}").format(what=self._chosen.named(ids), name=name)
            self._desk.act(lambda: cases.assign(workspace, case_ids=ids, owner_id=member_id), said=Said(text=said))

    # ------------------------------------------------------------ by a list
    def assign(self, below: QWidget) -> None:
        """Ask who shall own the cases."""
        if self._chosen.ids():
            menu = self._menu()
            for member in self._desk.team.members:
                if member.active:
                    action = menu.addAction(member.name)
                    action.triggered.connect(lambda _on=False, one=member.id: self.assign_to(one))
            menu.addSeparator()
            nobody = menu.addAction(self.tr("Nobody"))
            nobody.triggered.connect(lambda _on=False: self.assign_to(None))
            popup(menu, below)

    def status(self, below: QWidget) -> None:
        """Ask into which state the cases shall come."""
        if self._chosen.ids():
            menu = self._menu()
            for state in State:
                action = menu.addAction(state_words(state))
                action.triggered.connect(lambda _on=False, one=state: self._state_chosen(one, below))
            popup(menu, below)

    def _state_chosen(self, state: State, below: QWidget) -> None:
        if state is State.RESOLVED:
            self._ask_confirmed(below)
        elif state is State.CLOSED:
            self._close(below)
        else:
            self.set_state(state)

    # ------------------------------------------------------------ by a form
    def follow_up(self) -> None:
        """Ask until when, and who."""
        ids, view = list(self._chosen.ids()), self._chosen.view()
        if not ids:
            return

        def promise(said: Promised, done: Done, failed: Failed) -> None:
            self._promise(ids, said, done, failed)

        owner_id = view.timeline.case.owner_id if view else None
        dialog = FollowUpDialog(
            self._desk,
            self._window.window(),
            promise=promise,
            owner_id=owner_id,
            form=cases_form(ids, "follow_up"),
            shortcuts=self._shortcuts,
        )
        dialog.open()

    def postpone(self) -> None:
        """Ask for another day for what is due next on the case that is shown; without a promise, for a first one."""
        view = self._chosen.view()
        pending = view.next_promise() if view else None
        if pending is None:
            self.follow_up()
            return

        def postpone(said: Promised, done: Done, failed: Failed) -> None:
            self._postpone(pending.id, said, done, failed)

        dialog = FollowUpDialog(
            self._desk,
            self._window.window(),
            promise=postpone,
            owner_id=pending.owner_id,
            form=record_form(Kind.FOLLOW_UP, pending.id, "postpone"),
            shortcuts=self._shortcuts,
            postponing=True,
        )
        dialog.open()

    def edit(self) -> None:
        """Ask for another title or topic of the case that is shown."""
        view = self._chosen.view()
        if view is not None and self._desk.workspace.may(Permission.EDIT):
            dialog = EditCaseDialog(self._desk, self._window.window(), case_id=view.case_id, shortcuts=self._shortcuts)
            dialog.open()

    def note(self) -> None:
        """Ask for a note to colleagues on the case that is shown."""
        view = self._chosen.view()
        if view is None:
            return
        case_id = view.case_id

        def add(text: str, done: Done, failed: Failed) -> None:
            self._add_note(case_id, text, done, failed)

        NoteDialog(self._desk, self._window.window(), case_id=case_id, add=add, shortcuts=self._shortcuts).open()

    def reply(self) -> None:
        """Log what we answered, by the channel of the case."""
        view = self._chosen.view()
        if view is not None:
            line = view.timeline.case
            self._log(case_id=line.id, channel_key=line.channel_key)

    def call_back(self) -> None:
        """Log a call to the customer."""
        view = self._chosen.view()
        if view is not None:
            self._log(case_id=view.case_id, channel_key="phone")

    # ------------------------------------------------------------ inside
    def _log(self, *, case_id: int, channel_key: str) -> None:
        self.log_wanted.emit({"case_id": case_id, "channel_key": channel_key, "direction": Direction.OUT.value})

    def _promise(self, ids: list[int], said: Promised, done: Done, failed: Failed) -> None:
        workspace = self._desk.workspace
        self._desk.act(
            lambda: follow_ups.add_follow_up(
                workspace,
                case_ids=ids,
                due_at=said.due_at,
                time_known=said.time_known,
                owner_id=said.owner_id,
                what=said.what,
                silent_days=said.silent_days,
            ),
            then=lambda _kept: done(),
            failed=failed,
            said=Said(text=self.tr("Follow-up added: {what}").format(what=said.what or self._chosen.named(ids))),
        )

    def _postpone(self, follow_up_id: int, said: Promised, done: Done, failed: Failed) -> None:
        workspace = self._desk.workspace
        self._desk.act(
            lambda: follow_ups.postpone(
                workspace, follow_up_id=follow_up_id, due_at=said.due_at, time_known=said.time_known
            ),
            then=lambda _kept: done(),
            failed=failed,
            said=Said(text=self.tr("Follow-up postponed")),
        )

    def _add_note(self, case_id: int, text: str, done: Done, failed: Failed) -> None:
        workspace = self._desk.workspace
        self._desk.act(
            lambda: cases.add_note(workspace, case_id=case_id, text=text),
            then=lambda _kept: done(),
            failed=failed,
            said=Said(text=self.tr("Note added")),
        )

    def _menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu
