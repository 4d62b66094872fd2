"""What a person does to get to a day with promises and an absence, for the pictures of tools/screenshots.py."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from PySide6.QtWidgets import QApplication

from csops.domain.work_terms import Absence
from csops.services import follow_ups, promises
from csops.services.roster_person import mark_absent
from csops.ui.contacts.page import ContactsPage
from csops.ui.main_window import MainWindow
from csops.ui.today.page import TodayPage

_DAY = timedelta(days=1)
_GIVEN_UP = "The maker has closed"


def _lived(window: MainWindow) -> int:
    """Promise something on the first cases that are due, let a colleague be away; return a case with promises."""
    workspace = window.desk.workspace
    with workspace.read() as work:
        if work.absences.where(substitute_id=workspace.member.id):
            return max(one.case_id for one in work.care.promises.all() if one.note == _GIVEN_UP)
    lines = follow_ups.follow_up_lines(workspace)
    now = workspace.now()
    wanted = ("Refund of €84.90", "Call with a date", "New fork sent")
    for line, days, what in zip(lines, (0, 1, 3), wanted, strict=False):
        promises.make_promise(workspace, case_id=line.case_id, what=what, due_at=now + days * _DAY)
    case_id = lines[0].case_id
    made = {
        what: promises.make_promise(workspace, case_id=case_id, what=what, due_at=now + days * _DAY).id
        for what, days in (("Loan bike until the repair", 5), ("Voucher by mail", 2), ("Answer of the maker", 4))
    }
    promises.keep_promise(workspace, promise_id=made["Voucher by mail"])
    promises.tell_of_slip(workspace, promise_id=made["Answer of the maker"], next_at=now + 9 * _DAY)
    promises.give_up_promise(workspace, promise_id=made["Loan bike until the repair"], reason=_GIVEN_UP)
    follow_ups.add_follow_up(workspace, case_ids=[lines[1].case_id], silent_days=1, what="Ask whether it runs well")
    away = next(one for one in window.desk.team.members if one.active and one.id != workspace.member.id)
    today = now.date()
    absence = Absence(member_id=away.id, first_day=today, last_day=today + 3 * _DAY, substitute_id=workspace.member.id)
    mark_absent(workspace, absence=absence)
    return case_id


def _today(window: MainWindow) -> None:
    _lived(window)
    window.go("today")


def _handover(window: MainWindow) -> None:
    _today(window)
    page = window.frame.page()
    if not isinstance(page, TodayPage):
        raise TypeError(page)
    while page.day is None or not page.day.waits.isVisible():
        QApplication.processEvents()
    page.day.waits.parts["stand-ins"].rows[0].buttons[0].click()


def _promises(window: MainWindow) -> None:
    window.go("contacts", {"case_id": _lived(window)})
    page = window.frame.page()
    if not isinstance(page, ContactsPage):
        raise TypeError(page)
    while page.cases.detail.view is None:
        QApplication.processEvents()
    page.cases.detail.show_part("promises")


SCREENS: Mapping[str, Callable[[MainWindow], object]] = {
    "today-promises": _today,
    "handover": _handover,
    "case-promises": _promises,
}
