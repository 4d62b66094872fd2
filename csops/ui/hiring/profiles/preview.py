"""What a change of a profile does to the ranking of an opening that uses it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csops.domain.changes import Kind
from csops.domain.openings import Opening, OpeningState
from csops.domain.role_profiles import ProfileKind, ProfileVersion, RoleProfile
from csops.services.profile_preview import Preview, RatingsSeen, preview, ratings_of
from csops.services.profiles import KeptProfile, openings_with
from csops.ui.desk import Desk
from csops.ui.hiring.profiles.move_dialog import MoveDialog
from csops.ui.hiring.profiles.profile_words import Names
from csops.ui.hiring.profiles.ranking_table import RankingTable
from csops.ui.hiring.tab_keys import OPENINGS
from csops.ui.hiring.wording import tr
from csops.ui.kit.controls import Button, Role
from csops.ui.kit.errors import words
from csops.ui.kit.field_kinds import Choice, ChoiceField
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Text
from csops.ui.kit.live import Refresher
from csops.ui.kit.spacing import Spacing

KINDS = frozenset({Kind.OPENING, Kind.APPLICATION, Kind.SCORECARD, Kind.SEAT, Kind.TIE, Kind.PROFILE_VERSION})


class RankingPreview(QWidget):
    """The ranking of one opening by what it asks now, and by what stands in the form. Hidden where no opening uses it.

    Signals:
        wanted: as a page's.
        appeared(bool): there is a ranking to show, or none any more.
    """

    wanted = Signal(str, object)
    appeared = Signal(bool)

    def __init__(self, desk: Desk, formats: Formats) -> None:
        super().__init__()
        self.desk, self._formats, themes = desk, formats, desk.themes
        self._kept: KeptProfile | None = None
        self._role: RoleProfile | None = None
        self._is_typed = False
        self._names: Names = {}
        self.ratings: RatingsSeen | None = None
        self.opening = ChoiceField(themes, label=tr("Opening"), typed=False)
        self.state = Text(themes, colour="text.secondary", wrap=True)
        self.table = RankingTable(themes, formats)
        self.show_opening = Button(themes, tr("Show the opening"), role=Role.LINK, compact=True)
        self.move_it = Button(themes, "", icon_name="git-compare-arrows")
        self._lay_out()
        self.opening.edited.connect(self._read_ratings)
        self.show_opening.clicked.connect(self._go)
        self.move_it.clicked.connect(self.ask_move)
        self._refresher = Refresher(self, desk.live, KINDS, self._read)
        self.hide()

    def show_profile(self, kept: KeptProfile, *, names: Names) -> None:
        """Look for the openings that use a profile, which was saved as it is given."""
        is_other = self._kept is None or self._kept.profile.id != kept.profile.id
        self._kept, self._names = kept, names
        self.show_role(kept.role, is_typed=False)
        if is_other:
            self._appear(is_there=False)
            self.ratings = None
        if kept.profile.id and kept.profile.kind is ProfileKind.ROLE:
            self._read()

    def show_role(self, role: RoleProfile | None, *, is_typed: bool) -> None:
        """Rank by what stands in the form now; None while it cannot be scored by."""
        self._role, self._is_typed = role, is_typed
        self._show()

    def found(self) -> Preview | None:
        """Return what is shown, None while there is nothing to reckon from."""
        return None if self.ratings is None or self._role is None else preview(self.ratings, self._role)

    def _appear(self, *, is_there: bool) -> None:
        self.setVisible(is_there)
        self.appeared.emit(is_there)

    # ------------------------------------------------------------ reading
    def _read(self) -> None:
        kept, workspace = self._kept, self.desk.workspace
        if kept is None or not kept.profile.id or kept.profile.kind is not ProfileKind.ROLE:
            return
        self.desk.ask(
            lambda: openings_with(workspace, profile_id=kept.profile.id),
            then=partial(self._show_openings, kept.profile.id),
            failed=self._failed,
            key=("preview openings", id(self)),
        )

    def _show_openings(self, profile_id: int, found: Sequence[tuple[Opening, ProfileVersion]]) -> None:
        if self._kept is None or self._kept.profile.id != profile_id:
            return
        before = self.opening.key()
        in_order = sorted(found, key=lambda pair: pair[0].state is not OpeningState.OPEN)
        choices = [Choice(key=str(opening.id), text=_called(opening)) for opening, _version in in_order]
        self.opening.set_choices(choices)
        keys = [choice.key for choice in choices]
        self.opening.choose(before if before in keys else keys[0] if keys else "")
        self._appear(is_there=bool(found))
        self._read_ratings()

    def _read_ratings(self) -> None:
        key, workspace = self.opening.key(), self.desk.workspace
        if key:
            self.desk.ask(
                lambda: ratings_of(workspace, opening_id=int(key)),
                then=self._take,
                failed=self._failed,
                key=("preview ratings", id(self)),
            )

    def _take(self, found: RatingsSeen) -> None:
        self.ratings = found
        self._show()

    def _show(self) -> None:
        ratings, found = self.ratings, self.found()
        self.table.setVisible(found is not None)
        self.move_it.hide()
        if ratings is None or found is None:
            self.state.say(tr("Shown again once each row is right") if ratings else "")
            return
        self.table.show_preview(ratings, found, names=self._names)
        self.state.say(self._state_words(ratings, found))
        self._offer_move(ratings)

    def _state_words(self, ratings: RatingsSeen, found: Preview) -> str:
        asks = tr("It asks what version {number} asks").format(number=ratings.version.number)
        if self._is_typed:
            then = tr("{asks}. Then: by what stands in the form, which is not saved and changes no opening by itself")
            return then.format(asks=asks)
        if self._kept is not None and ratings.version.id == self._kept.version.id:
            return tr("{asks}, the newest. Change a weight or a level, and see here what it does").format(asks=asks)
        then = tr("{asks}. Then: by the newest version").format(asks=asks)
        return tr("{then}; the ranking stays the same").format(then=then) if found.is_same else then

    # ------------------------------------------------------------ moving
    def _offer_move(self, ratings: RatingsSeen) -> None:
        kept = self._kept
        is_behind = kept is not None and ratings.version.id != kept.version.id
        is_open = ratings.opening.state is OpeningState.OPEN
        if kept is not None and is_behind and is_open and ratings.may_move and not self._is_typed:
            said = tr("Move {opening} to version {number}\u2026")
            self.move_it.setText(said.format(opening=ratings.opening.title, number=kept.version.number))
            self.move_it.setAccessibleName(self.move_it.text())
            self.move_it.theme_changed()
            self.move_it.show()

    def ask_move(self) -> None:
        """Show both rankings and ask whether the opening shall be moved."""
        if self.ratings is not None and self._kept is not None:
            dialog = MoveDialog(
                self.desk,
                self.window(),
                ratings=self.ratings,
                kept=self._kept,
                names=self._names,
                formats=self._formats,
            )
            dialog.open()

    def _go(self) -> None:
        if self.opening.key():
            self.wanted.emit("hiring", {"tab": OPENINGS, "opening_id": int(self.opening.key())})

    def _failed(self, error: Exception) -> None:
        self.ratings = None
        self.table.hide()
        self.state.say(words(error).sentence)

    def _lay_out(self) -> None:
        themes = self.desk.themes
        column = QVBoxLayout(self)
        Spacing(themes, column, gap=3)
        column.addWidget(Text(themes, tr("What it does to the ranking"), font="title3"))
        column.addWidget(self.opening)
        column.addWidget(self.show_opening, 0, Qt.AlignmentFlag.AlignLeading)
        column.addWidget(self.state)
        column.addWidget(self.table)
        column.addWidget(self.move_it, 0, Qt.AlignmentFlag.AlignLeading)


def _called(opening: Opening) -> str:
    is_open = opening.state is OpeningState.OPEN
    return opening.title if is_open else tr("{title}, closed").format(title=opening.title)
