"""Every page, with records: at 200 per cent, with long words, mirrored, and by the names of its controls."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget
from pytestqt.qtbot import QtBot

from csops.bootstrap import create_workspace, open_workspace
from csops.domain.access import Role
from csops.domain.contacts import ContactDraft, Direction, Result
from csops.domain.people import Member
from csops.domain.review_filling import Filled
from csops.domain.reviews import CriterionRating, Quote
from csops.domain.role_profiles import ProfileKind
from csops.domain.skill_levels import Attendance, Training
from csops.domain.team import Shop
from csops.services.calibration_rating import begin_calibration
from csops.services.cases import add_note
from csops.services.contacts import log_contact
from csops.services.people import save_member
from csops.services.profiles import list_profiles
from csops.services.reviews import begin_review, finish_review
from csops.services.team_skills import Said, rate, set_role
from csops.services.training import note_attendance, save_training
from csops.services.workspace import Workspace
from csops.ui import safekeeping
from csops.ui.contacts.case_list import CaseListPane
from csops.ui.customers.searched_table import CustomerGrid
from csops.ui.hiring.skills.page import SkillsPage
from csops.ui.kit.tasks import Lane
from csops.ui.kit.theme import Themes
from csops.ui.main_window import MainWindow
from csops.ui.places import PLACES
from csops.ui.quality.queue.page import SENT, QueuePage
from csops.ui.settings.tabs import TABS
from csops.ui.today.follow_up_list import FollowUpList
from csops.ui.today.page import TodayPage
from tests.helpers.clock import MONDAY_MORNING, Clock
from tests.helpers.hiring import a_hiring, submit
from tests.helpers.records import EMAIL, MARA, PHONE, ROSA
from tests.helpers.seen import Place, cut_words, ink, likeness, places, sideways, unmatched
from tests.helpers.windows import a_window

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
OpenWindow = Callable[[int, int], MainWindow]
REVIEW_ID, SESSION_ID, TO_REVIEW_ID = 1, 1, 73
"""A review that was sent, a calibration whose ratings are open, a contact to review."""
PAGES: dict[str, tuple[str, object]] = {
    "today": ("today", None),
    "contacts": ("contacts", {"state": "open"}),
    "table": ("contacts", {"view": {}, "name": ""}),
    "customers": ("customers", {"text": ""}),
    "customer": ("customers", {"customer_id": 1}),
    "figures": ("figures", {"tab": "figures", "figure": ""}),
    "figure": ("figures", {"tab": "figures", "figure": "speed_of_answer"}),
    "at risk": ("figures", {"tab": "risk"}),
    "board": ("figures", {"tab": "board"}),
    "forecast": ("forecast", None),
    "team": ("hiring", {"tab": "team", "way": "all"}),
    "member": ("hiring", {"tab": "team", "member_id": 2}),
    "trainings": ("hiring", {"tab": "team", "way": "training"}),
    "skills": ("hiring", {"tab": "skills"}),
    "profiles": ("hiring", {"tab": "profiles"}),
    "openings": ("hiring", {"tab": "openings"}),
    "opening": ("hiring", {"tab": "openings", "opening_id": 1, "part": "candidates"}),
    "candidate": ("hiring", {"tab": "openings", "application_id": 1}),
    "compare": ("hiring", {"tab": "openings", "opening_id": 1, "part": "compare"}),
    "plan": ("hiring", {"tab": "openings", "opening_id": 1, "part": "plan"}),
    "scorecard": ("hiring", {"tab": "openings", "card_id": 5}),
    "fairness": ("hiring", {"tab": "openings", "opening_id": 1, "part": "fairness"}),
    "results": ("quality", {"tab": "results"}),
    "to review": ("quality", {"tab": "to_review"}),
    "sent": ("quality", {"tab": "to_review"}),
    "calibrations": ("quality", {"tab": "calibration"}),
    "calibration": ("quality", {"tab": "calibration", "session_id": SESSION_ID}),
    "review to fill in": ("quality", {"tab": "review", "contact_id": TO_REVIEW_ID}),
    "review to read": ("quality", {"tab": "review", "review_id": REVIEW_ID}),
    "my reviews": ("quality", {"tab": "mine"}),
    "coaching": ("quality", {"tab": "coaching"}),
    "cards": ("quality", {"tab": "cards"}),
    "reports": ("reports", {"report": "service"}),
    "import": ("import", None),
    **{f"settings {tab.key}": ("settings", {"tab": tab.key}) for tab in TABS},
}


def _choose_sent(window: MainWindow) -> None:
    page = next(one for one in window.findChildren(QueuePage) if one.isVisible())
    page.scope.button(SENT).click()


CLICKS: dict[str, Callable[[MainWindow], None]] = {"sent": _choose_sent}
"""What is clicked on a page once it stands: no question leads to that part of it."""


def _know_the_team(workspace: Workspace) -> None:
    """Give both a role and levels, and plan a training."""
    profile = next(each.profile for each in list_profiles(workspace) if each.profile.kind is ProfileKind.ROLE)
    for member_id in (1, 2):
        set_role(workspace, member_id=member_id, profile_id=profile.id)
        said = [Said(skill_id=skill, level=1 + skill % 5, evidence="Took over a refund") for skill in range(1, 9)]
        rate(workspace, member_id=member_id, said=said)
    people = (Attendance(member_id=2),)
    training = Training(name="Listening in", skill_id=1, on_day=MONDAY_MORNING.date(), owner_id=1, people=people)
    kept = save_training(workspace, training=training)
    save_training(workspace, training=replace(training, name="Calm on the phone, twice a week until spring"))
    there = (Attendance(member_id=2, attended=True, level_after=4),)
    note_attendance(workspace, training=replace(kept, people=there))


@pytest.fixture(scope="module")
def busy_shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A shop with two people, and a case of each kind over the last weeks."""
    path, clock = tmp_path_factory.mktemp("busy") / "shop.csops", Clock()
    shop = Shop(name="Hollow Oak Cycles", zone="UTC", region="GB")
    workspace = create_workspace(path, owner="Mara Lindqvist", shop=shop, clock=clock)
    save_member(workspace, member=Member(name="Rosa Okafor", role=Role.AGENT))
    for day in range(70):
        at = MONDAY_MORNING - timedelta(days=day)
        name = ("Jonas Feld", "Salma Haddad", "Northgate Courier Co-operative of the Lower Harbour")[day % 3]
        draft = ContactDraft(
            channel_id=PHONE if day % 2 else EMAIL,
            customer_name=name,
            email=f"{name.split(maxsplit=1)[0].lower()}@example.org",
            text="The chain guard arrived cracked, and nobody has called back although it was promised twice",
            happened_at=at,
            direction=Direction.IN,
            handle_time=timedelta(minutes=4),
            result=Result.FOLLOW_UP if day < 6 else Result.RESOLVED,
            due_at=MONDAY_MORNING + timedelta(hours=20 * day - 1) if day < 6 else None,
            due_time_known=True,
        )
        logged = log_contact(workspace, draft=draft)
        if day < 6:
            add_note(workspace, case_id=logged.case.id, text="The maker sends another one")
    _review(workspace)
    _hire(workspace)
    _know_the_team(workspace)
    workspace.close()
    return path


def _review(workspace: Workspace) -> None:
    """Three contacts of Rosa's: one to review, one whose review was sent, one whose calibration is talked about."""
    mara, ines = workspace.member, save_member(workspace, member=Member(name="Ines Marchetti", role=Role.SUPERVISOR))
    talked, reviewed, _waits = (
        log_contact(
            workspace,
            draft=ContactDraft(
                channel_id=EMAIL,
                member_id=ROSA.id,
                customer_name="Jonas Feld",
                text="The chain guard arrived cracked, and nobody has called back although it was promised twice",
                happened_at=MONDAY_MORNING - timedelta(hours=hours),
                direction=Direction.IN,
            ),
        ).contact.id
        for hours in (1, 2, 3)
    )
    assert _finish(workspace, mara, contact_id=reviewed) == REVIEW_ID
    _finish(workspace, ines, contact_id=1)
    session = begin_calibration(workspace, contact_id=talked, reviewers=[mara.id, ines.id], name="Refunds of March")
    assert session.id == SESSION_ID
    for place, member in enumerate((mara, ines)):
        _finish(workspace, member, session_id=session.id, place=place)


def _finish(workspace: Workspace, reviewer: Member, *, place: int = 0, **what: int) -> int:
    """Rate as somebody, the `place`th rating of each scale, with words of the contact; return the id of the review."""
    mara, workspace.member = workspace.member, reviewer
    form = begin_review(workspace, **what)  # type: ignore[arg-type]  # ids alone
    quotes = (Quote(contact_id=form.contact_id, start=36, end=79, text=form.subject.contact.text[36:79]),)
    ratings = [
        CriterionRating(
            criterion=one.key,
            rating=None if one.key in form.ruled(form.draft.source) else one.scale.steps[place].rating,
            note="Twice promised, and nobody called",
            quotes=quotes,
        )
        for one in form.version.criteria
    ]
    filled = Filled(
        contact_id=form.contact_id,
        card_version_id=form.version.id,
        source=form.draft.source,
        ratings=tuple(ratings),
        purpose=form.purpose,
        session_id=form.session_id,
        praise="You were calm" if form.session_id is None else "",
    )
    made = finish_review(workspace, filled=filled, send=form.session_id is None)
    workspace.member = mara
    return made.id


def _hire(workspace: Workspace) -> None:
    """One opening with candidates as different as they come."""
    hiring = a_hiring(workspace, "Ngozi Adeyemi", "Tobias Kern", "Salma Haddad-Lindqvist of the Lower Harbour")
    for place, levels in enumerate([((4, 3, 5), (4, 3, 3)), ((2, 5, 5), (2, 4, 5))]):
        for member, own in zip((MARA, ROSA), levels, strict=True):
            submit(workspace, hiring, member, *own, place=place)


@pytest.fixture
def themes(qapp: QApplication) -> Iterator[Themes]:
    made = Themes(qapp)
    made.choose("light")
    yield made
    made.choose("light")
    qapp.setStyleSheet("")


@pytest.fixture(autouse=True)
def _no_backup_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """A window that is open for a minute makes one, and its page of backups then has a line more than another's."""
    monkeypatch.setattr(safekeeping, "LOOK_EVERY_MS", 24 * 3_600_000)


@pytest.fixture
def open_window(busy_shop: Path, tmp_path: Path, clock: Clock, themes: Themes, qtbot: QtBot) -> Iterator[OpenWindow]:
    """Open windows on copies of the shop, one after the other."""
    opened: list[MainWindow] = []

    def opener(width: int, height: int) -> MainWindow:
        copy = shutil.copy(busy_shop, tmp_path / f"shop-{len(opened)}.csops")
        made = a_window(open_workspace(copy, clock=clock), themes=themes, places=PLACES)
        made.backs_up_at_exit = False
        made.resize(width, height)
        made.show()
        qtbot.waitExposed(made)
        opened.append(made)
        return made

    yield opener
    for window in opened:
        window.close()
        window.deleteLater()


def show(window: MainWindow, page: str, qtbot: QtBot) -> None:
    """Go to a page and wait until all lanes rest and everything is laid out."""
    place, question = PAGES[page]
    window.go(place, question)
    _rest(window, qtbot)
    if page in CLICKS:
        CLICKS[page](window)
        _rest(window, qtbot)
    QApplication.processEvents()  # what came last is laid out too
    QApplication.processEvents()


def _rest(window: MainWindow, qtbot: QtBot) -> None:
    rests = 0

    def settled() -> bool:
        nonlocal rests
        busy = any(window.session.tasks.is_busy(lane) for lane in Lane)
        rests = 0 if busy or not _is_complete(window) else rests + 1
        return rests > 8

    qtbot.waitUntil(settled)


def _is_complete(window: MainWindow) -> bool:
    """Whether the page says all that it is going to say: some of it is asked for when all else rests for a moment."""
    page = window.frame.page()
    assert page is not None, "a place was gone to"
    if any(timer.isSingleShot() and timer.isActive() for timer in page.findChildren(QTimer)):
        return False
    return not isinstance(page, TodayPage) or page.day is None or page.day.figures is not None


def faults(window: MainWindow, qtbot: QtBot) -> list[str]:
    """Return what is cut on any page, and the pages that scroll sideways."""
    found = []
    for page in PAGES:
        show(window, page, qtbot)
        found += [f"{page}: {fault}" for fault in (*cut_words(window), *sideways(window))]
    return found


@pytest.mark.parametrize(("size", "zoom"), [((1440, 900), 2.0), ((1024, 640), 1.0), ((1100, 700), 1.0)])
def test_nothing_is_cut_in_small_windows_and_at_200_per_cent(
    open_window: OpenWindow, themes: Themes, qtbot: QtBot, size: tuple[int, int], zoom: float
) -> None:
    themes.choose("light", zoom=zoom)
    assert faults(open_window(*size), qtbot) == []


def test_a_day_that_was_zoomed_behind_another_page_stands_side_by_side_again(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    window = open_window(1440, 900)
    show(window, "today", qtbot)
    page = window.frame.page()
    assert isinstance(page, TodayPage)
    day = page.day
    assert day is not None
    assert day.hours.x() == day.ages.x()
    show(window, "import", qtbot)
    for steps in (*10 * (1,), 0):
        window.session.zoom(steps)
        QApplication.processEvents()
    show(window, "today", qtbot)
    assert day.hours.x() == day.ages.x()


class LongWords(QTranslator):
    """Makes every text 40 per cent longer, as other languages are."""

    def translate(self, _context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        more = "".join(letter for letter in source if letter.isalpha() or letter == " ")[: round(len(source) * 0.4)]
        return source + more

    def isEmpty(self) -> bool:
        return False


def test_nothing_is_cut_where_texts_are_longer_and_everything_that_takes_keys_has_a_name(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    longer = LongWords()
    QCoreApplication.installTranslator(longer)
    try:
        window = open_window(1440, 900)
        cut, nameless = [], []
        for page in PAGES:
            show(window, page, qtbot)
            cut += [f"{page}: {fault}" for fault in (*cut_words(window), *sideways(window))]
            reachable = (one for one in window.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus)
            nameless += [
                f"{page}: {type(one).__name__}" for one in reachable if one.isVisible() and not one.accessibleName()
            ]
    finally:
        QCoreApplication.removeTranslator(longer)
    assert cut == []
    assert nameless == []


PAINTED: dict[str, Callable[[MainWindow], QAbstractItemView | None]] = {
    "today": lambda window: window.findChild(FollowUpList),
    "contacts": lambda window: window.findChildren(CaseListPane)[0].view,
    "customers": lambda window: window.findChild(CustomerGrid),
    "skills": lambda window: window.findChildren(SkillsPage)[0].list,
}
ENOUGH = 0.95  # of what is painted: figures and names have other widths where they are cut


@dataclass
class Seen:
    """Where everything lies, page by page, and what is painted in rows."""

    places: dict[str, list[Place]]
    rows: dict[str, NDArray[np.bool_]]


def every_page(window: MainWindow, qtbot: QtBot, *, mirrored: bool) -> Seen:
    """Look at every page."""
    found = Seen(places={}, rows={})
    for page in PAGES:
        show(window, page, qtbot)
        found.places[page] = places(window, mirrored=mirrored)
        if page in PAINTED:
            view = PAINTED[page](window)
            assert view is not None
            found.rows[page] = ink(view, mirrored=mirrored)
    return found


def test_every_page_and_painted_row_mirrors_where_one_reads_from_right_to_left(
    open_window: OpenWindow, qapp: QApplication, qtbot: QtBot
) -> None:
    usual = every_page(open_window(1440, 900), qtbot, mirrored=True)
    qapp.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        turned = every_page(open_window(1440, 900), qtbot, mirrored=False)
    finally:
        qapp.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
    lost = {page: unmatched(usual.places[page], turned.places[page]) for page in PAGES}
    assert {page: found for page, found in lost.items() if found} == {}
    for page in PAINTED:
        assert likeness(usual.rows[page], turned.rows[page]) > ENOUGH, page
        assert likeness(turned.rows[page], usual.rows[page]) > ENOUGH, page
