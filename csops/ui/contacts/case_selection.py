"""The bar over several chosen cases: how many, and what can be done to all of them as one act."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from csops.domain.access import Permission
from csops.ui.contacts.case_actions import CaseActions
from csops.ui.contacts.case_more import CaseMore
from csops.ui.desk import Desk
from csops.ui.kit.controls import Action
from csops.ui.kit.errors import sentence
from csops.ui.kit.shortcuts import Shortcuts
from csops.ui.kit.table_selection import SelectionBar


def bar_over_cases(
    desk: Desk, over: QWidget, *, deeds: CaseActions, more: CaseMore, shortcuts: Shortcuts
) -> SelectionBar:
    """Return the bar; it floats over the given widget while several cases are chosen."""

    def action(words: str, icon: str, name: str, run: Callable[[], object], permission: Permission) -> Action:
        made = Action(words, icon_name=icon, keys=shortcuts.keys(name) if name else "", run=run, parent=over)
        refusal = desk.workspace.refusal(permission)
        if refusal is not None:
            made.setEnabled(False)
            made.setToolTip(sentence(refusal))
        return made

    actions = (
        action(desk.tr("Resolve"), "check", "done", lambda: deeds.done(bar), Permission.EDIT),
        action(desk.tr("Assign"), "user-plus", "assign", lambda: deeds.assign(bar), Permission.ASSIGN),
        action(desk.tr("Status"), "circle-dot", "status", lambda: deeds.status(bar), Permission.EDIT),
        action(desk.tr("Follow up"), "alarm-clock", "follow_up", deeds.follow_up, Permission.LOG),
        action(desk.tr("Pass on"), "corner-up-right", "pass_on", more.pass_on, Permission.ASSIGN),
        action(desk.tr("Merge"), "merge", "merge", more.merge, Permission.EDIT),
        action(desk.tr("More"), "ellipsis", "", lambda: more.open_menu(bar), Permission.EDIT),
    )
    bar = SelectionBar(desk.themes, actions, over)
    return bar
