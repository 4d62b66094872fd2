"""The foot of the window tells the truth; backups are made by themselves."""

from dataclasses import replace
from datetime import timedelta

from pytestqt.qtbot import QtBot

from csops.domain.access import Role
from csops.domain.contacts import ContactDraft
from csops.domain.people import Member
from csops.services import maintenance
from csops.services.contacts import log_contact
from csops.services.people import save_member
from csops.ui.kit.tasks import Job, Lane, Progress
from csops.ui.main_window import MainWindow
from csops.ui.safekeeping import Safekeeping, back_up_changes
from tests.helpers.clock import Clock


def _state(window: MainWindow) -> str:
    return window.frame.foot.state.words()


def _log(window: MainWindow) -> None:
    log_contact(window.desk.workspace, draft=ContactDraft(channel_id=window.desk.team.channels[0].id))


def test_a_new_file_has_nothing_to_save(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.frame.foot.saved.words() == "New file, nothing to save")
    assert _state(window).startswith("No backup yet · 0 contacts · ")


def test_after_a_save_all_is_saved_and_counted(window: MainWindow, qtbot: QtBot) -> None:
    _log(window)
    qtbot.waitUntil(lambda: "1 contact ·" in _state(window))
    assert window.frame.foot.saved.words() == "All changes saved"


def test_a_file_without_contacts_in_which_something_was_saved_says_so(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: window.frame.foot.saved.words() == "New file, nothing to save")
    with qtbot.waitSignal(window.desk.wrote):
        window.desk.act(lambda: save_member(window.desk.workspace, member=Member(name="Ben")))
    keeping = window.findChild(Safekeeping)
    assert keeping is not None
    window.frame.foot.state.say("")
    keeping.refresh()
    qtbot.waitUntil(lambda: _state(window).startswith("No backup yet · 0 contacts"))
    qtbot.waitUntil(lambda: window.frame.foot.saved.words() == "All changes saved")


def test_while_something_is_being_saved_it_says_so(window: MainWindow, qtbot: QtBot) -> None:
    done: list[bool] = []
    window.desk.act(lambda: _hold(done))
    qtbot.waitUntil(lambda: window.frame.foot.saved.words() == "Saving")
    done.append(True)
    qtbot.waitUntil(lambda: window.frame.foot.saved.words() != "Saving")


def _hold(done: list[bool]) -> None:
    """Hold the lane of writes until the test has seen enough."""
    while not done:
        pass


def test_the_last_backup_is_named_and_red_after_three_days(window: MainWindow, clock: Clock, qtbot: QtBot) -> None:
    maintenance.back_up(window.desk.workspace)
    window.session.safekeeping.refresh()
    qtbot.waitUntil(lambda: _state(window).startswith("Last backup today"))
    clock.forward(timedelta(days=3, minutes=1))
    window.session.safekeeping.refresh()
    qtbot.waitUntil(lambda: "more than three days ago" in _state(window))
    red = window.desk.themes.current.colour("danger.text")
    foot = window.frame.foot.state
    assert foot.palette().color(foot.foregroundRole()) == red


def test_a_backup_is_made_by_itself_when_one_is_due(window: MainWindow, qtbot: QtBot) -> None:
    _log(window)
    window.session.safekeeping.look()
    qtbot.waitUntil(lambda: _state(window).startswith("Last backup"))
    assert maintenance.list_backups(window.desk.workspace)[0].reason == "by itself"


def test_a_running_job_takes_the_foot_and_can_be_cancelled(window: MainWindow, qtbot: QtBot) -> None:
    def work(progress: Progress) -> None:
        while True:
            progress(0.5, "Exporting")

    task = window.desk.tasks.run(Lane.LONG_READS, work, job=Job(words="Exporting"))
    qtbot.waitUntil(window.frame.foot.cancel.isVisible)
    window.frame.foot.cancel.click()
    qtbot.waitUntil(lambda: not window.frame.foot.cancel.isVisible())
    assert task.is_cancelled


def test_at_the_end_only_what_changed_is_backed_up(window: MainWindow) -> None:
    workspace = window.desk.workspace
    back_up_changes(workspace)
    back_up_changes(workspace)
    assert len(maintenance.list_backups(workspace)) == 1


def test_who_may_not_back_up_ends_without_one(window: MainWindow) -> None:
    workspace = window.desk.workspace
    workspace.member = replace(workspace.member, role=Role.READ_ONLY)
    back_up_changes(workspace)
    assert maintenance.list_backups(workspace) == []


def test_a_backup_by_hand_shows_at_the_foot(window: MainWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: _state(window).startswith("No backup yet"))
    workspace = window.desk.workspace
    window.desk.export(lambda _progress: maintenance.back_up(workspace), words="Backing up", then=_ignore)
    qtbot.waitUntil(lambda: _state(window).startswith("Last backup today"))


def _ignore(_backup: object) -> None:
    """Nothing else is done with it."""
