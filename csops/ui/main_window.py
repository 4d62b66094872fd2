"""The main window: holds the session on one database, and leads from one database to another without a restart."""

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSize, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from csops.bootstrap import create_workspace, default_place, open_workspace
from csops.domain.errors import CsopsError, ServerRefused, UnknownName
from csops.services.joining import is_server, without_password
from csops.services.workspace import Workspace
from csops.ui.desk import Desk
from csops.ui.kit.file_dialogs import Purpose
from csops.ui.kit.frame import Frame
from csops.ui.kit.tasks import Lane, Progress, Tasks
from csops.ui.kit.theme import Themes, tokens
from csops.ui.member_menu import member_last, remember_member
from csops.ui.places import PLACES, PlaceOfWork
from csops.ui.preferences import Preferences
from csops.ui.safekeeping import back_up_changes
from csops.ui.session import Session
from csops.ui.shop_menu import open_below, remember_place, shop_menu

_log = logging.getLogger(__name__)
_SPREADSHEETS = (".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".gz", ".eml", ".mbox")
USUAL_SIZE = (1440, 900)
_TITLE_BAR = 40  # the system's own, of whatever look
FILES = "csops (*.csops *.db *.sqlite);;* (*)"


class MainWindow(QMainWindow):
    """One window on one database at a time."""

    def __init__(
        self,
        workspace: Workspace,
        *,
        themes: Themes,
        preferences: Preferences,
        where: str | None = None,
        places: Sequence[PlaceOfWork] = PLACES,
    ) -> None:
        super().__init__()
        self.themes, self.preferences, self._places = themes, preferences, places
        self.backs_up_at_exit = True
        # Opening and putting away outlive a session, so they have lanes of their own.
        self._between = Tasks(self)
        self._between.failed.connect(self._explain)
        self.setAcceptDrops(True)
        self._restore_geometry()
        self.session: Session
        self.use(workspace, where=where)

    # ------------------------------------------------------------ for scripts and tests
    @property
    def desk(self) -> Desk:
        """The desk of the session that is open."""
        return self.session.desk

    @property
    def frame(self) -> Frame:
        """The frame of the session that is open."""
        return self.session.frame

    def go(self, place: str, question: object = None) -> None:
        """Show a place, and ask its page the question when there is one."""
        self.session.go(place, question)

    # ------------------------------------------------------------ one database after the other
    def use(self, workspace: Workspace, *, where: str | None = None) -> None:
        """Show another database in this window; the one before is backed up where it changed, and closed.

        One that cannot be shown (its settings are broken) is let go, and the one before stays.
        """
        before = self.centralWidget()
        try:
            session = Session(workspace, themes=self.themes, preferences=self.preferences, places=self._places)
        except CsopsError as error:
            if not isinstance(before, Session):
                raise
            workspace.close()
            before.desk.failed.emit(error)
            return
        if isinstance(before, Session):
            self._put_away(before)
        place = without_password(where or workspace.place)
        self.session = session
        is_sample = session.desk.team.shop.sample
        remember_place(self.preferences, place, is_sample=is_sample)
        remember_member(self.preferences, workspace)
        session.elsewhere.connect(self._elsewhere)
        session.words.titled.connect(self.setWindowTitle)
        session.frame.sidebar.shop_wanted.connect(self._open_shop_menu)
        if is_sample:
            session.notices.show_fact(
                "sample",
                self.tr("These are examples. Nothing here is your own"),
                button=self.tr("Back to my own file"),
                run=self.open_own,
            )
        self.setCentralWidget(session)
        self.setWindowTitle(session.words.title())

    def _put_away(self, session: Session) -> None:
        workspace = session.let_go()
        session.setParent(None)
        session.deleteLater()
        self._between.run(Lane.WRITES, lambda _progress: close_safely(workspace))

    def open(self, where: str, *, member: str | None = None) -> None:
        """Open another database in place of this one; when that cannot be, this one stays and the reason is said."""
        wanted = member or member_last(self.preferences, where)
        self._between.run(
            Lane.LONG_READS,
            lambda _progress: opened(where, member=wanted),
            then=lambda workspace: self.use(workspace, where=where),
            failed=lambda error: self._not_opened(error, where),
            key="open",
        )

    def _explain(self, error: Exception) -> None:
        self.desk.failed.emit(error)  # of the session that is open by then

    def _not_opened(self, error: Exception, where: str) -> None:
        if isinstance(error, ServerRefused) and is_server(where):
            self.join(where)
        else:
            self.desk.failed.emit(error)

    def open_own(self) -> None:
        """Go back from the examples to one's own file, begun if there is none yet."""
        own = str(self.preferences.get("database") or default_place())
        if is_server(own) or Path(own).exists():
            self.open(own)
        else:
            self._create(own)

    def _create(self, where: str) -> None:
        self._between.run(
            Lane.LONG_READS,
            lambda _progress: create_workspace(where),
            then=lambda workspace: self.use(workspace, where=where),
            failed=self.desk.failed.emit,
            key="open",
        )

    # ------------------------------------------------------------ what the session wants of the window
    def _elsewhere(self, what: str, question: object) -> None:
        asked: dict[str, Any] = question if isinstance(question, dict) else {}
        answers: dict[str, Callable[[], None]] = {
            "open": lambda: self.open(str(asked["where"])) if "where" in asked else self.choose_file(),
            "new": self.choose_new,
            "own": self.open_own,
            "sample": self.open_examples,
            "join": self.join,
            "restore": lambda: self.restore_in_place(Path(str(asked["file"]))),
        }
        # Later: what asked may be a page of the session that is about to go.
        QTimer.singleShot(0, self, answers[what])

    def choose_file(self) -> None:
        """Let the person choose a file to open."""
        ask, said = self.desk.files.ask_open, self.tr("Open another file")
        path = ask(self, said, purpose=Purpose.RECORDS, kinds=FILES, first=self.folder())
        if path is not None:
            self.open(str(path))

    def choose_new(self) -> None:
        """Let the person say where a new file shall be."""
        from csops.services.rescue import free_name

        files, said = self.desk.files, self.tr("Begin a new file")
        offered = free_name(files.folder(Purpose.RECORDS, first=self.folder()) / "shop.csops")
        path = files.ask_save(self, said, purpose=Purpose.RECORDS, name=str(offered), kinds=FILES)
        if path is not None:
            self._create(str(path))

    def open_examples(self) -> None:
        """Open the sample business in its own file beside this one; it is built when there is none."""
        from csops.ui.building import BuildingDialog
        from csops.ui.examples import examples_file

        folder = self.folder()

        def build(progress: Progress) -> Path:
            return examples_file(folder, tell=lambda share: progress(share))  # noqa: PLW0108 - other names

        if not any(one.is_at_work for one in self.session.findChildren(BuildingDialog)):
            BuildingDialog(self.desk, self.session, build=build, then=self._look_around)

    def _look_around(self, path: Path) -> None:
        """Open the examples where a day begins, whatever place was open here."""
        self.preferences.set("place", "today")
        self.open(str(path))

    def join(self, where: str = "") -> None:
        """Ask for the server on which the shop's log is, and go there."""
        from csops.ui.settings.join import JoinDialog

        dialog = JoinDialog(self.desk, self.session, where=where)
        dialog.joined.connect(lambda workspace, place: self.use(workspace, where=place))
        dialog.closed.connect(dialog.deleteLater)
        dialog.open()

    def restore_in_place(self, file: Path) -> None:
        """Put a backup in the place of the open file, which is kept beside it, and open it."""
        workspace = self.session.let_go()
        place, path, member = workspace.place, workspace.path, workspace.member.name
        assert path is not None, "a server is restored by its own tools"
        self.setCentralWidget(QWidget())  # the session before goes with it
        self._between.run(
            Lane.WRITES,
            lambda _progress: restored(workspace, file=file, to=path, member=member),
            then=lambda answer: self._restored(*answer, place=place),
        )

    def _restored(self, workspace: Workspace, error: CsopsError | None, *, place: str) -> None:
        self.use(workspace, where=place)
        if error is not None:
            self.desk.failed.emit(error)
        else:
            self.frame.toasts.say(self.tr("Restored. The file from before is kept beside it"))

    def folder(self) -> Path:
        """Return the folder of the open file; for a server the data folder of this user."""
        path = self.desk.workspace.path
        return path.parent if path is not None else Path(default_place({})).parent

    def _open_shop_menu(self) -> None:
        session = self.session
        here = str(self.preferences.get("database", ""))
        menu = shop_menu(self, self.preferences, here=here, is_sample=session.desk.team.shop.sample, go=session.go)
        open_below(menu, session.frame.sidebar.shop)

    # ------------------------------------------------------------ files dropped anywhere
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Qt: take spreadsheets and messages wherever they are dropped."""
        if any(url.toLocalFile().lower().endswith(_SPREADSHEETS) for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Qt: open Import with the file."""
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        found = next((path for path in paths if path.lower().endswith(_SPREADSHEETS)), None)
        if found is not None:
            event.acceptProposedAction()
            self.go("import", {"path": found})

    # ------------------------------------------------------------ coming and going
    def _restore_geometry(self) -> None:
        width, height = tokens()["size"]["minWindow"]  # not zoomed: a zoomed window must still fit the screen
        self.setMinimumSize(width, height)
        kept = self.preferences.get("geometry")
        if not (isinstance(kept, str) and self.restoreGeometry(QByteArray.fromBase64(kept.encode()))):
            # A small screen shows all of it: a window cut at the foot hides Settings and what is saved.
            room = self.screen().availableSize() - QSize(0, _TITLE_BAR)
            self.resize(QSize(*USUAL_SIZE).boundedTo(room).expandedTo(self.minimumSize()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Qt: finish what is being written, back up, and remember the place of the window."""
        self.preferences.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode())
        self.hide()
        session = self.centralWidget()
        if isinstance(session, Session):
            workspace = session.let_go()
            if self.backs_up_at_exit:
                back_up_changes(workspace)
            workspace.close()
        self._between.shutdown()
        super().closeEvent(event)


def opened(where: str, *, member: str | None) -> Workspace:
    """Open a database for the member who worked last there, or for its owner when that one has left."""
    try:
        return open_workspace(where, member=member)
    except UnknownName:
        return open_workspace(where)


def restored(workspace: Workspace, *, file: Path, to: Path, member: str) -> tuple[Workspace, CsopsError | None]:
    """Close the workspace, put the backup in its place and open it; what went wrong comes with the old one."""
    from csops.services import maintenance

    error: CsopsError | None = None
    try:
        workspace.close()
        maintenance.restore_backup(file=file, to=to, workspace=workspace)
    except CsopsError as failed:
        error = failed
    return opened(str(to), member=member), error


def close_safely(workspace: Workspace) -> None:
    """Back up what changed, and let the database go whatever happens."""
    try:
        back_up_changes(workspace)
    finally:
        workspace.close()
