"""What the list of cases shows: which of them, by channel, owner and time, in which order; as a question."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from csops.domain.cases import OPEN_STATES, State, opened_in_band
from csops.domain.lines import Order
from csops.domain.questions import NOBODY, Question
from csops.services.settings import Team
from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.filters import FilterChip
from csops.ui.kit.theme import Themes

WAITING_STATES = (State.WAITING_FOR_CUSTOMER, State.WAITING_FOR_THIRD_PARTY)
ORDERS: Mapping[str, Order] = {
    "latest": (("last_contact_at", True),),
    "oldest": (("opened_at", False),),
    "customer": (("customer", False),),
}


@dataclass(frozen=True, kw_only=True)
class CaseFilter:
    """What is chosen. `which` is open, mine, waiting, late or all; `age_band` is one of the bands of open cases."""

    which: str = "open"
    channel_ids: tuple[int, ...] = ()
    owner_ids: tuple[int, ...] = ()
    days: int | None = None
    age_band: int | None = None
    states: tuple[State, ...] = ()
    customer_id: int | None = None
    case_id: int | None = None
    order: str = "latest"

    def question(self, words: Question, *, now: datetime, me: int) -> Question:
        """Return all of it, with the words that are searched for, as a question."""
        states = self.states or {"all": (), "waiting": WAITING_STATES}.get(self.which, OPEN_STATES)
        owners = self.owner_ids or ((me,) if self.which == "mine" else words.owner_ids)
        found = replace(
            words,
            states=words.states or states,
            channel_ids=self.channel_ids or words.channel_ids,
            owner_ids=owners,
            since=words.since if self.days is None else now - timedelta(days=self.days),
            overdue_at=now if self.which == "late" else None,
            customer_id=self.customer_id,
            case_id=self.case_id or words.case_id,
        )
        return found if self.age_band is None else _of_band(found, self.age_band, now)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the first choice leaves cases out."""
        return replace(self, which="open", order="latest") != CaseFilter()


def _of_band(question: Question, band: int, now: datetime) -> Question:
    after, until = opened_in_band(band, now=now)
    return replace(question, opened_after=after, opened_until=until)


class CaseFilterBar(QWidget):
    """The chips above the list.

    Signals:
        changed(object): another CaseFilter is chosen.
    """

    changed = Signal(object)

    def __init__(self, themes: Themes, team: Team) -> None:
        super().__init__()
        self._team, self._filter = team, CaseFilter()
        self.channel, self.owner = FilterChip(themes, ""), FilterChip(themes, "")
        self.period, self.special = FilterChip(themes, ""), FilterChip(themes, "")
        self.sort = IconButton(themes, "arrow-down-wide-narrow", name=self.tr("Sort"), role=Role.GHOST, compact=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(themes.current.space(1) + themes.current.space(0.5))
        for chip in (self.channel, self.owner, self.period, self.special):
            row.addWidget(chip)
        row.addStretch(1)
        row.addWidget(self.sort)
        self._connect()
        self.show_filter(self._filter)

    def filter(self) -> CaseFilter:
        """Return what is chosen."""
        return self._filter

    def show_team(self, team: Team) -> None:
        """Offer the channels and members there are now."""
        self._team = team
        self.show_filter(self._filter)

    def show_filter(self, chosen: CaseFilter) -> None:
        """Show a choice; nobody is told."""
        self._filter = chosen
        channels = [one.name for one in self._team.channels if one.id in chosen.channel_ids]
        owners = [one.name.split()[0] for one in self._team.members if one.id in chosen.owner_ids]
        owners += [self.tr("nobody")] if NOBODY in chosen.owner_ids else []
        self._show(self.channel, self.tr("Channel"), channels, self.tr("{count} channels"))
        self._show(self.owner, self.tr("Owner"), owners, self.tr("{count} owners"))
        period = self._short_periods().get(chosen.days)
        self._show(self.period, self.tr("Time"), [period] if period else [], "")
        special = self._special()
        self._show(self.special, "", [special] if special else [], "")
        self.special.setVisible(bool(special))
        self.period.setVisible(chosen.days is not None or not special)  # the pane is narrow

    def choose(self, **changes: Any) -> None:
        """Change the choice, as a person does."""
        chosen = replace(self._filter, **changes)
        if chosen != self._filter:
            self.show_filter(chosen)
            self.changed.emit(chosen)

    def menu(self, key: str) -> QMenu:
        """Return what can be chosen: by channel, owner, time, or the order."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        match key:
            case "channel":
                options = [(one.id, one.name) for one in self._team.channels if one.active]
                self._add_many(menu, "channel_ids", self._filter.channel_ids, options)
            case "owner":
                options = [(one.id, one.name) for one in self._team.members if one.active]
                self._add_many(menu, "owner_ids", self._filter.owner_ids, [*options, (NOBODY, self.tr("Nobody"))])
            case "period":
                for days, words in self._periods().items():
                    self._add(menu, words, chosen=days == self._filter.days, changes={"days": days})
            case _:
                for name, words in self._orders().items():
                    self._add(menu, words, chosen=name == self._filter.order, changes={"order": name})
        return menu

    def open_menu(self, key: str) -> None:
        """Open what can be chosen below its chip."""
        below: QWidget = {"channel": self.channel, "owner": self.owner, "period": self.period}.get(key, self.sort)
        self.menu(key).popup(below.mapToGlobal(QPoint(0, below.height())))

    def _add_many(self, menu: QMenu, name: str, chosen: tuple[int, ...], options: Sequence[tuple[int, str]]) -> None:
        for one, words in options:
            rest = tuple(other for other in chosen if other != one)
            self._add(menu, words, chosen=one in chosen, changes={name: rest if one in chosen else (*chosen, one)})

    def _add(self, menu: QMenu, words: str, *, chosen: bool, changes: Mapping[str, Any]) -> None:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(chosen)
        action.triggered.connect(lambda _on=False: self.choose(**changes))
        menu.addAction(action)

    def _show(self, chip: FilterChip, title: str, names: list[str], many: str) -> None:
        words = many.format(count=len(names)) if len(names) > 1 else "".join(names)
        chip.show_words(words or title, is_on=bool(names))

    def _special(self) -> str:
        chosen = self._filter
        if chosen.age_band is not None:
            bands = (
                self.tr("Under 4 h"),
                self.tr("4 to 24 h"),
                self.tr("1 to 3 days"),
                self.tr("3 to 7 days"),
                self.tr("Over 7 days"),
            )
            return bands[chosen.age_band]
        if chosen.case_id is not None:
            return self.tr("Case {id}").format(id=chosen.case_id)
        if chosen.customer_id is not None:
            return self.tr("One customer")
        if chosen.which == "late":
            return self.tr("Late")
        return self.tr("Chosen states") if chosen.states else ""

    def _drop_special(self) -> None:
        which = "open" if self._filter.which == "late" else self._filter.which
        self.choose(age_band=None, case_id=None, customer_id=None, states=(), which=which)

    def _periods(self) -> dict[int | None, str]:
        return {
            7: self.tr("Last 7 days"),
            30: self.tr("Last 30 days"),
            90: self.tr("Last 90 days"),
            365: self.tr("Last 12 months"),
        }

    def _short_periods(self) -> dict[int | None, str]:
        return {7: self.tr("7 days"), 30: self.tr("30 days"), 90: self.tr("90 days"), 365: self.tr("12 months")}

    def _orders(self) -> dict[str, str]:
        return {
            "latest": self.tr("Latest contact first"),
            "oldest": self.tr("Oldest case first"),
            "customer": self.tr("By customer"),
        }

    def _connect(self) -> None:
        self.channel.wanted.connect(lambda: self.open_menu("channel"))
        self.channel.cleared.connect(lambda: self.choose(channel_ids=()))
        self.owner.wanted.connect(lambda: self.open_menu("owner"))
        self.owner.cleared.connect(lambda: self.choose(owner_ids=()))
        self.period.wanted.connect(lambda: self.open_menu("period"))
        self.period.cleared.connect(lambda: self.choose(days=None))
        self.special.wanted.connect(self._drop_special)
        self.special.cleared.connect(self._drop_special)
        self.sort.clicked.connect(lambda: self.open_menu("sort"))
