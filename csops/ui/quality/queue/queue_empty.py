"""What the queue says where nothing waits: what comes here, and the one thing that brings it."""

from collections.abc import Callable
from enum import Enum

from csops.domain.access import Permission
from csops.ui.desk import Desk
from csops.ui.kit.cards import EmptyState
from csops.ui.quality.wording import tr


class Lack(Enum):
    """What is missing before anything can be reviewed."""

    NOTHING = "nothing"
    CONTACTS = "contacts"
    SECOND_PERSON = "second person"


def lack_of(desk: Desk, *, has_contacts: bool) -> Lack:
    """Return what is missing: first of all contacts, then somebody else, for nobody reviews their own."""
    if not has_contacts:
        return Lack.CONTACTS
    me = desk.workspace.member.id
    return Lack.NOTHING if any(one.id != me for one in desk.team.members) else Lack.SECOND_PERSON


def empty_queue(
    desk: Desk, lack: Lack, *, draw: Callable[[], object] | None, go: Callable[[str, object], object]
) -> EmptyState:
    """Return what stands in place of the list. `draw`: None for who may not; `go` leads to a place with a question."""
    themes, may = desk.themes, desk.workspace.may
    if lack is Lack.CONTACTS:
        return EmptyState(
            themes,
            icon="badge-check",
            title=tr("No contacts to review yet"),
            why=tr(
                "Contacts that are drawn or picked for review will wait here, with whose they are and until when. They "
                "come from what the team logs or imports"
            ),
            action=tr("Log the first contact") if may(Permission.LOG) else "",
            run=lambda: go("log", {}),
        )
    if lack is Lack.SECOND_PERSON:
        return EmptyState(
            themes,
            icon="users",
            title=tr("Reviews take a second person"),
            why=tr(
                "Nobody reviews their own contacts. Once somebody else works here, you review theirs and they yours"
            ),
            action=tr("Add a person") if may(Permission.PEOPLE) else "",
            run=lambda: go("settings", {"tab": "people"}),
        )
    return EmptyState(
        themes,
        icon="badge-check",
        title=tr("Nothing to review"),
        why=tr("Contacts that were drawn or picked for review wait here, with whose they are and until when"),
        action=tr("Draw a sample") if draw is not None else "",
        run=draw,
    )
