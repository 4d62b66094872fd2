"""The handle time of a contact: a clock that runs during a call, and stands still once one types over it."""

from collections.abc import Callable
from datetime import timedelta
from time import monotonic

from PySide6.QtCore import QTimer

from csops.ui.kit.controls import IconButton, Role
from csops.ui.kit.field_kinds import DurationField
from csops.ui.kit.formats import Formats
from csops.ui.kit.theme import Themes

TICK_MS = 1000
LEAST = timedelta(seconds=10)
"""What the clock shows below this says when somebody wrote it down, not how long they dealt with it."""


class HandleTimeField(DurationField):
    """A duration that counts by itself until somebody knows better."""

    def __init__(self, themes: Themes, *, formats: Formats, seconds: Callable[[], float] = monotonic) -> None:
        super().__init__(themes, label=self.tr("Handle time"), name="handle time", formats=formats)
        self._seconds = seconds
        self._before = 0.0
        self._shown = ""
        self._since: float | None = None
        self._begun: float | None = None
        self._switch: IconButton | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self.line.textEdited.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether the clock runs."""
        return self._since is not None

    def begin(self) -> None:
        """Remember that the work on the contact has begun, if it has not before; whether it counts shows later."""
        if self._begun is None:
            self._begun = self._seconds()

    def forget_begin(self) -> None:
        """The next contact, or the same one at another time, begins anew."""
        self._begun = None

    def run_from_begin(self) -> None:
        """Let the clock run as if it had since the work began."""
        begun = self._begun
        self.run()
        if begun is not None and self._since is not None:
            self._since = begun
            self._tick()

    def run(self) -> None:
        """Let the clock run on from where it stands."""
        if not self.is_running:
            stands = super().duration()
            self._before = stands.total_seconds() if stands else 0.0
            self._since, self._shown = self._seconds(), ""
            self._timer.start()
            self._tick()
            self._show_switch()

    def stop(self) -> None:
        """Stop the clock; what it shows stays."""
        if self.is_running:
            self._timer.stop()
            self._since = None
            self._show_switch()

    def hold(self) -> None:
        """Stop the clock where it stands now."""
        self._tick()
        self.stop()

    def reset(self) -> None:
        """Empty the field."""
        self.stop()
        self.set_text("")
        self.show_error("")
        self.line.set_trailing(None)
        self._switch = None

    def duration(self) -> timedelta | None:
        """Return what the clock or the person says."""
        self._tick()
        return super().duration()

    def counted(self) -> timedelta | None:
        """Return what is kept: the time that was said, or a running clock once it has run for long enough."""
        shown = self.duration()
        return None if self.is_running and shown is not None and shown < LEAST else shown

    def switch(self) -> None:
        """Stop the clock, or let it run on."""
        if self.is_running:
            self.hold()
        else:
            self.run()
        self.edited.emit()

    def _tick(self) -> None:
        if self._since is None:
            return
        if self._shown and self.text() != self._shown:
            self.stop()  # somebody types over it
        else:
            passed = timedelta(seconds=int(self._before + self._seconds() - self._since))
            self._shown = self._formats.clock(passed)
            self.set_text(self._shown)

    def _show_switch(self) -> None:
        icon = "pause" if self.is_running else "play"
        name = self.tr("Stop the clock") if self.is_running else self.tr("Let the clock run on")
        if self._switch is None:
            self._switch = IconButton(self.themes, icon, name=name, role=Role.GHOST, compact=True)
            self._switch.clicked.connect(self.switch)
            self.line.set_trailing(self._switch)
        self._switch.show_icon(icon, name=name)
