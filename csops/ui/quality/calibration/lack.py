"""What a calibration takes that is not there yet, and what the list says then."""

from collections.abc import Callable
from enum import Enum

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.cards import EmptyState
from csops.ui.quality.wording import tr

FEWEST_PEOPLE, FEWEST_REVIEWERS = 3, 2
"""Two rate, and a third handled what they rate: nobody rates their own."""


class Lack(Enum):
    """What is missing before a calibration can be begun."""

    NOTHING = "nothing"
    PEOPLE = "people"
    REVIEWERS = "reviewers"
    CONTACTS = "contacts"


def lack_of(*, people: int, reviewers: int, has_contacts: bool) -> Lack:
    """Return what is missing first, with so many people and reviewers at work."""
    if people < FEWEST_PEOPLE:
        return Lack.PEOPLE
    if reviewers < FEWEST_REVIEWERS:
        return Lack.REVIEWERS
    return Lack.NOTHING if has_contacts else Lack.CONTACTS


def no_sessions(
    desk: Desk, lack: Lack, *, begin: Callable[[], object] | None, go: Callable[[str, object], object]
) -> EmptyState:
    """Return what stands in place of the list. `begin`: None for who may not; `go` leads to a place with a question."""
    what = tr(
        "Several reviewers rate the same contact, and nobody sees what others gave before all are in. What "
        "they differ in is talked about here, and what is agreed on goes into the guidance of the card. It "
        "never counts in a person’s score"
    )
    runs, may = begin is not None, desk.workspace.may
    title, takes, action, run = tr("No calibrations yet"), "", tr("Begin a calibration") if runs else "", begin
    if runs and lack is Lack.PEOPLE:
        title, action = tr("Calibration takes three people"), tr("Add a person") if may(Permission.PEOPLE) else ""
        takes = tr("It takes two who rate, and a third whose contact they rate, for nobody rates their own")
        run = lambda: go("settings", {"tab": "people"})  # noqa: E731 - one line beside the others
    elif runs and lack is Lack.REVIEWERS:
        title = tr("Calibration takes two reviewers")
        action = tr("Choose reviewers") if may(Permission.SETTINGS) else ""
        takes = tr("Supervisors and above review, and whoever is chosen in Settings, Quality")
        run = lambda: go("settings", {"tab": "quality"})  # noqa: E731 - one line beside the others
    elif runs and lack is Lack.CONTACTS:
        title, action = tr("No contacts to rate yet"), tr("Log the first contact") if may(Permission.LOG) else ""
        takes = tr("It takes a contact to rate, of somebody who does not rate it")
        run = lambda: go("log", {})  # noqa: E731 - one line beside the others
    why = f"{takes}. {what}" if takes else what
    return EmptyState(desk.themes, icon="scale", title=title, why=why, action=action, run=run)
