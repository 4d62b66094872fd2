"""Who works changes while acts wait their turn: each stays the act of whoever began it."""

import threading

from pytestqt.qtbot import QtBot

from csops.domain.contacts import ContactDraft
from csops.services.contacts import get_contact, log_contact
from csops.services.history import history
from csops.ui.desk import Said
from csops.ui.kit.tasks import Lane
from csops.ui.main_window import MainWindow


def _log(window: MainWindow) -> None:
    channel = window.desk.team.channels[0].id
    log_contact(window.desk.workspace, draft=ContactDraft(channel_id=channel, text="Brakes squeal"))


def _rosa_signs_in(window: MainWindow) -> None:
    (rosa,) = window.session.members.others()
    window.session.members.sign_in(rosa)


def test_an_act_is_of_whoever_worked_at_the_click(window: MainWindow, qtbot: QtBot) -> None:
    desk, may_go_on, said = window.desk, threading.Event(), list[Said]()
    desk.said.connect(said.append)
    desk.tasks.run(Lane.WRITES, lambda _progress: may_go_on.wait(10))  # the act waits its turn behind this
    desk.act(lambda: _log(window), said=Said(text="Contact logged"))
    _rosa_signs_in(window)
    may_go_on.set()
    qtbot.waitUntil(lambda: "Contact logged" in [one.text for one in said])
    assert get_contact(desk.workspace, contact_id=1).member_id == 1
    (newest,) = history(desk.workspace, limit=1)
    assert newest.member_id == 1
    assert not said[-1].can_undo  # that would take back an act of Rosa's
    assert desk.workspace.member.name == "Rosa Okafor"


def test_nothing_of_the_one_before_is_offered_to_be_taken_back(window: MainWindow) -> None:
    window.desk.said.emit(Said(text="Contact logged"))
    _rosa_signs_in(window)
    toasts = window.frame.toasts
    assert toasts.shown is not None
    assert toasts.shown.notice.text == "Rosa Okafor works now"
    toasts.dismiss()
    assert toasts.shown is None
