"""What is done with contacts in the queue from the window: replace, drop, give to another."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from csops.domain.changes import Kind
from csops.domain.draft_forms import record_form
from csops.domain.people import Member
from csops.domain.review_queue import QueueItem
from csops.domain.review_samples import Pick
from csops.services.review_picks import drop_picks, reassign_picks, replace_pick
from csops.services.review_queue import list_reviewers
from csops.ui.desk import Desk, Said
from csops.ui.quality.queue.dialogs import GiveDialog, ReasonDialog
from csops.ui.quality.wording import tr


class QueueActs:
    """Asks what an act needs in a dialog over the window, does it, and says so."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        self._desk, self._over = desk, over
        self.dialog: ReasonDialog | GiveDialog | None = None

    def replace(self, item: QueueItem) -> None:
        """Take the next contact of its group instead, for a reason."""
        dialog = self.dialog = ReasonDialog(
            self._desk,
            self._over.window(),
            title=tr("Take another contact of {name}").format(name=self._name(item.pick)),
            why=tr(
                "The next of the same group in the order of the draw takes its place, so that the sample stays fair. "
                "The reason is kept with the sample"
            ),
            save=tr("Replace"),
            form=record_form(Kind.PICK, item.pick.id, "replace"),
        )
        dialog.given.connect(partial(self._replace, item.pick.id, dialog))
        dialog.open()

    def _replace(self, pick_id: int, dialog: ReasonDialog, reason: str) -> None:
        workspace = self._desk.workspace
        self._desk.act(
            lambda: replace_pick(workspace, pick_id=pick_id, reason=reason),
            then=lambda _pick: dialog.finish(),
            failed=dialog.explain,
            said=lambda pick: Said(text=tr("Replaced by another contact of {name}").format(name=self._name(pick))),
        )

    def drop(self, items: Sequence[QueueItem]) -> None:
        """Take contacts out of the queue, for one reason."""
        if not items:
            return
        first, number = items[0].pick, len(items)
        one = tr("Drop this contact of {name}").format(name=self._name(first))
        dialog = self.dialog = ReasonDialog(
            self._desk,
            self._over.window(),
            title=one if number == 1 else tr("Drop %Ln contacts", number),
            why=tr("Nothing takes its place. The reason is kept with the sample; it may be drawn again later"),
            save=tr("Drop"),
            form=record_form(Kind.PICK, first.id, "drop"),
        )
        dialog.given.connect(partial(self._drop, [item.pick.id for item in items], dialog))
        dialog.open()

    def _drop(self, pick_ids: Sequence[int], dialog: ReasonDialog, reason: str) -> None:
        workspace = self._desk.workspace
        self._desk.act(
            lambda: drop_picks(workspace, pick_ids=pick_ids, reason=reason),
            then=lambda _picks: dialog.finish(),
            failed=dialog.explain,
            said=Said(text=tr("%Ln contacts dropped from the queue", len(pick_ids))),
        )

    def give(self, items: Sequence[QueueItem]) -> None:
        """Give contacts to another reviewer."""
        workspace = self._desk.workspace
        self._desk.ask(lambda: list_reviewers(workspace), then=partial(self._choose, list(items)), key="reviewers")

    def _choose(self, items: Sequence[QueueItem], reviewers: Sequence[Member]) -> None:
        own = {item.pick.member_id for item in items}
        now = {item.pick.reviewer_id for item in items}
        others = [one for one in reviewers if one.id not in own and {one.id} != now]
        if not others:
            nobody = tr("Nobody else may review this. Choose reviewers in Settings, or make somebody a supervisor")
            self._desk.said.emit(Said(text=nobody, can_undo=False))
            return
        title = tr("Give %Ln reviews to another", len(items))
        dialog = self.dialog = GiveDialog(self._desk.themes, self._over.window(), title=title, members=others)
        dialog.given.connect(partial(self._give, [item.pick.id for item in items], dialog))
        dialog.open()

    def _give(self, pick_ids: Sequence[int], dialog: GiveDialog, reviewer_id: int) -> None:
        workspace = self._desk.workspace
        name = self._member(reviewer_id)
        self._desk.act(
            lambda: reassign_picks(workspace, pick_ids=pick_ids, reviewer_id=reviewer_id),
            then=lambda _picks: dialog.close_layer(),
            failed=dialog.explain,
            said=Said(text=tr("%Ln reviews given to {name}", len(pick_ids)).format(name=name)),
        )

    def _name(self, pick: Pick) -> str:
        return self._member(pick.member_id)

    def _member(self, member_id: int) -> str:
        member = self._desk.team.member(member_id)
        return tr("somebody") if member is None else member.name
