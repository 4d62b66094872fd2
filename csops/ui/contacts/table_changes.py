"""The menu by which many contacts get a topic, a person who handled them or a channel, as one act."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from csops.services import corrections
from csops.ui.contacts.table_columns import tr
from csops.ui.desk import Desk, Said


def change_menu(parent: QWidget, desk: Desk, ids: Sequence[int], *, edit: Callable[[int], object]) -> QMenu:
    """Return the menu for these contacts; a single one can also be corrected as a whole by `edit`."""
    menu, team = QMenu(parent), desk.team
    topics = [(one.id, one.name) for one in team.topics if one.active]
    people = [(one.id, one.name) for one in team.members if one.active]
    channels = [(one.id, one.name) for one in team.channels if one.active]
    if len(ids) == 1:
        menu.addAction(tr("Edit contact"), lambda: edit(ids[0]))
    for title, field, choices in (
        (tr("Topic"), "topic_id", topics),
        (tr("Handled by"), "member_id", people),
        (tr("Channel"), "channel_id", channels),
    ):
        part = menu.addMenu(title)
        for record_id, name in choices:
            action = part.addAction(name)
            action.triggered.connect(_changer(desk, ids, {field: record_id}, f"{title}: {name}"))
    return menu


def _changer(desk: Desk, ids: Sequence[int], values: dict[str, int], words: str) -> Callable[[], None]:
    workspace = desk.workspace

    def said(changed: int) -> Said:
        what = desk.tr("%Ln contacts changed", "", changed)
        return Said(text=f"{what}. {words}", can_undo=changed > 0)

    def change() -> None:
        desk.act(lambda: corrections.change_contacts(workspace, contact_ids=ids, **values), said=said)

    return change
