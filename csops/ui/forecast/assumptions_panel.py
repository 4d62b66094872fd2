"""The panel of assumptions: as today or what if, sliders, typed values, the comparison, and keeping them."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from csops.domain.assumptions import Assumptions
from csops.domain.channels import Channel
from csops.services.staffing import Outlook, Plan, as_today
from csops.ui.forecast.changed_dot import ChangedDot
from csops.ui.forecast.compared import lines
from csops.ui.forecast.comparison import Comparison
from csops.ui.forecast.panel_foot import PanelFoot
from csops.ui.forecast.scales import cap, handle_time, lost, volume
from csops.ui.forecast.typed_values import TypedValues
from csops.ui.forecast.value_slider import ValueSlider
from csops.ui.forecast.wording import handle_source
from csops.ui.kit.cards import WIDE, Card
from csops.ui.kit.choices import Option, Segmented
from csops.ui.kit.controls import Button, IconButton, Role
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import Line, Text
from csops.ui.kit.spacing import Spacing, sides
from csops.ui.kit.theme import Themes

TODAY, WHAT_IF = "today", "what_if"


class AssumptionsPanel(Card):
    """What one may turn.

    Signals:
        turned: an assumption is another now; `assumptions()` holds it.
        mode_chosen: TODAY or WHAT_IF, chosen by a person.
        save_wanted: what the team assumes shall be what stands here.
        scenario_wanted: what stands here shall be kept by a name.
        close_wanted: the panel, where it lies over the page, shall go.
        laid_out: its words may want another width.
    """

    turned = Signal()
    mode_chosen = Signal(str)
    save_wanted = Signal()
    scenario_wanted = Signal()
    close_wanted = Signal()
    laid_out = Signal()

    def __init__(self, themes: Themes, formats: Formats, *, currency: str, parent: QWidget | None = None) -> None:
        super().__init__(themes, padded=False, parent=parent)
        self.setAccessibleName(self.tr("Assumptions"))
        self._formats, self._currency = formats, currency
        self._outlook: Outlook | None = None
        self._channel: Channel | None = None
        self._handle_times: dict[str, float] = {}
        self._shrinkage_source = self.tr("Breaks, training, illness")
        self._build_controls()
        self._build()
        self._connect()
        self.show_closable(closable=False)
        self.setFocusProxy(self.volume.slider)

    # ------------------------------------------------------------ what is shown
    def show_outlook(self, outlook: Outlook, channel: Channel) -> None:
        """Show the assumptions of the team; what a person has turned stays."""
        asked = self.assumptions() if self._outlook is not None else as_today(outlook.staffing)
        had = self._outlook
        if had is not None and had.staffing != outlook.staffing:
            asked = _kept(asked, before=as_today(had.staffing), now=as_today(outlook.staffing))
        self._outlook, self._channel = outlook, channel
        self._handle_times = dict(asked.handle_times_s)
        self._show_sliders(asked)
        self._show_typed(asked)
        self._mark()

    def show_currency(self, currency: str) -> None:
        """Write money in another currency from now on."""
        self._currency = currency
        self.typed.show_currency(currency)

    def show_channel(self, channel: Channel) -> None:
        """Turn the handle time of another channel."""
        self._channel = channel
        self._show_handle_time()

    def show_plan(self, plan: Plan) -> None:
        """Show the figures of a plan beside those of today."""
        self.comparison.show_lines(lines(plan, self._formats, self._currency))

    def show_shrinkage_source(self, words: str) -> None:
        """Say what shrinkage is made of."""
        self._shrinkage_source = words
        self.shrinkage.show_source(words)

    def show_mode(self, mode: str) -> None:
        """Show which of both the page shows."""
        self.mode.choose(mode)

    def show_closable(self, *, closable: bool) -> None:
        """Offer to close the panel, where it lies over the page."""
        self.close_button.setVisible(closable)

    # ------------------------------------------------------------ what is asked
    def assumptions(self) -> Assumptions:
        """Return what is assumed now."""
        assert self._outlook is not None, "assumptions are asked for once the outlook is there"
        usual = as_today(self._outlook.staffing)
        return replace(
            self.typed.onto(usual),
            volume_factor=1 + round(self.volume.value(), 6),
            handle_times_s=dict(self._handle_times),
            shrinkage=round(self.shrinkage.value(), 4) if self.shrinkage.is_changed() else usual.shrinkage,
            max_occupancy=round(self.occupancy.value(), 4) if self.occupancy.is_changed() else usual.max_occupancy,
        )

    def is_changed(self) -> bool:
        """Whether anything differs from today."""
        return self._outlook is not None and self.assumptions() != as_today(self._outlook.staffing)

    def reset_all(self) -> None:
        """Take every value of today again."""
        if self._outlook is None:
            return
        usual = as_today(self._outlook.staffing)
        self._handle_times = {}
        self._show_sliders(usual)
        self._show_typed(usual)
        self._told()

    def turn(self, asked: Assumptions) -> None:
        """Turn everything to these; a factor of handle times turns each channel's own."""
        assert self._outlook is not None, "assumptions are turned once the outlook is there"
        self._handle_times = {
            channel.key: self._outlook.handle_times[channel.key].seconds * asked.handle_time_factor
            for channel in self._outlook.channels
            if asked.handle_time_factor != 1
        } | dict(asked.handle_times_s)
        self._show_sliders(asked)
        self._show_typed(asked)
        self._told()

    # ------------------------------------------------------------ inside
    def _build_controls(self) -> None:
        themes, formats = self.themes, self._formats
        self.dot = ChangedDot(themes)
        self.reset = Button(themes, self.tr("Reset"), role=Role.LINK, compact=True)
        self.reset.setAccessibleName(self.tr("Reset all assumptions"))
        self.close_button = IconButton(themes, "x", name=self.tr("Close"), role=Role.GHOST, compact=True)
        options = (Option(key=TODAY, text=self.tr("As today")), Option(key=WHAT_IF, text=self.tr("What if")))
        self.mode = Segmented(themes, options, name=self.tr("What the page shows"))
        self.volume = ValueSlider(themes, name=self.tr("Contact volume"), scale=volume(formats))
        self.handle_time = ValueSlider(themes, name=self.tr("Handle time"), scale=handle_time(formats, 300.0))
        self.shrinkage = ValueSlider(themes, name=self.tr("Shrinkage"), scale=lost(formats))
        self.parts = _low_link(themes, self.tr("Parts"))
        self.parts.setAccessibleName(self.tr("What shrinkage is made of"))
        self.shrinkage.add_link(self.parts)
        self.occupancy = ValueSlider(themes, name=self.tr("Occupancy at most"), scale=cap(formats))
        self.typed = TypedValues(themes, formats, currency=self._currency)
        for widget in (self.reset, self.dot):
            _keep_room(widget)
        self.comparison = Comparison(themes)
        self.certain = _low_link(themes, self.tr("How certain"))
        self.comparison.put_in_corner(self.certain)
        self.foot = PanelFoot(themes)

    def _build(self) -> None:
        head = QHBoxLayout()
        Spacing(self.themes, head, margins=(5, 3, 5, 2), gap=1)
        head.addWidget(Text(self.themes, self.tr("Assumptions"), font="title3"))
        head.addWidget(self.dot)
        head.addStretch(1)
        head.addWidget(self.reset)
        head.addWidget(self.close_button)
        self._inner = inner = QWidget()
        inner.installEventFilter(self)
        self._column = column = QVBoxLayout(inner)
        column.setSpacing(self.themes.current.space(2))
        column.addWidget(self.mode)
        for slider in self._sliders():
            column.addWidget(slider)
        column.addWidget(Line(self.themes))
        column.addWidget(self.typed)
        column.addWidget(self.comparison, WIDE)
        column.addStretch(1)
        self._area = area = QScrollArea()
        area.verticalScrollBar().rangeChanged.connect(self.theme_changed)
        self.themes.changed.connect(self.theme_changed)
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        inner.setAutoFillBackground(False)
        self.set_gap(0)
        self.body.addLayout(head)
        self.body.addWidget(area, 1)
        self.body.addWidget(self.foot)

    def theme_changed(self) -> None:
        """Take distances from the theme; a scroll bar stands in the margin and takes no room of its own."""
        theme, bar = self.themes.current, self._area.verticalScrollBar()
        side = theme.space(5)
        end = side - (bar.sizeHint().width() if bar.maximum() else 0)
        self._column.setContentsMargins(sides(side, 0, end, theme.space(2)))
        self._column.setSpacing(theme.space(2))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: what scrolls tells nobody around it that its words are others."""
        if self.__dict__ and watched is self._inner and event.type() == QEvent.Type.LayoutRequest:
            self.laid_out.emit()
        return False

    def sizeHint(self) -> QSize:
        """Qt: as wide as its words want."""
        side = self.themes.current.space(5)
        margins = self._column.contentsMargins()
        words = self._column.minimumSize().width() - margins.left() - margins.right()
        words = max(
            words, self.foot.sizeHint().width() - 2 * side, *(slider.sizeHint().width() for slider in self._sliders())
        )
        return QSize(words + 2 * (side + self.themes.current.stroke("hairline")), super().sizeHint().height())

    def _sliders(self) -> tuple[ValueSlider, ...]:
        return (self.volume, self.handle_time, self.shrinkage, self.occupancy)

    def _connect(self) -> None:
        self.handle_time.turned.connect(self._handle_time_turned)
        for slider in (self.volume, self.shrinkage, self.occupancy):
            slider.turned.connect(lambda _value: self._told())
        self.typed.turned.connect(self._told)
        self.reset.clicked.connect(self.reset_all)
        self.mode.chosen.connect(self.mode_chosen)
        self.foot.save.clicked.connect(self.save_wanted)
        self.foot.as_scenario.clicked.connect(self.scenario_wanted)
        self.close_button.clicked.connect(self.close_wanted)

    def _handle_time_turned(self, seconds: float) -> None:
        assert self._channel is not None
        if self.handle_time.is_changed():
            self._handle_times[self._channel.key] = seconds
        else:
            self._handle_times.pop(self._channel.key, None)
        self._told()

    def _told(self) -> None:
        self._mark()
        self.turned.emit()

    def _mark(self) -> None:
        changed = self.is_changed()
        self.dot.setVisible(changed)
        self.reset.setVisible(changed)

    def _show_sliders(self, asked: Assumptions) -> None:
        assert self._outlook is not None
        usual = as_today(self._outlook.staffing)
        self.volume.show_value(asked.volume_factor - 1, today=0.0, source=self.tr("As forecast, on every channel"))
        self.shrinkage.show_value(float(asked.shrinkage), today=float(usual.shrinkage), source=self._shrinkage_source)
        self.occupancy.show_value(
            asked.max_occupancy, today=usual.max_occupancy, source=self.tr("Share of the time on contacts")
        )
        self._show_handle_time()

    def _show_handle_time(self) -> None:
        if self._outlook is None or self._channel is None:
            return
        key = self._channel.key
        measured = self._outlook.handle_times[key]
        name = self.tr("Handle time, {channel}").format(channel=self._channel.name.lower())
        self.handle_time.set_scale(handle_time(self._formats, measured.seconds), name=name)
        self.handle_time.show_value(
            self._handle_times.get(key, measured.seconds),
            today=measured.seconds,
            source=handle_source(measured, self._formats),
        )

    def _show_typed(self, asked: Assumptions) -> None:
        assert self._outlook is not None
        self.typed.show_values(asked, usual=as_today(self._outlook.staffing), channels=self._outlook.channels)


def _low_link(themes: Themes, words: str) -> Button:
    """A link no higher than its words."""
    made = Button(themes, words, role=Role.LINK, compact=True)
    made.setFixedHeight(themes.current.line("small"))
    return made


def _keep_room(widget: QWidget) -> None:
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(True)
    widget.setSizePolicy(policy)


def _kept(asked: Assumptions, *, before: Assumptions, now: Assumptions) -> Assumptions:
    """What a person turned stays turned; what stood at the team's old value goes to the new one."""
    names = ("shrinkage", "max_occupancy", "cost_per_hour", "minimum_people")
    same = {name: getattr(now, name) for name in names if getattr(asked, name) == getattr(before, name)}
    return replace(asked, **same)
