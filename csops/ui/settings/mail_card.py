"""The shop's own mail addresses: by these it is told which messages went out."""

from PySide6.QtWidgets import QWidget

from csops.services import mail_addresses
from csops.ui.desk import Desk
from csops.ui.kit.cards import Card
from csops.ui.kit.fields import LineField
from csops.ui.kit.labels import Text
from csops.ui.settings.tab import Tab

KNOWN = "settings.mail"


class MailCard(Card):
    """One field, kept as soon as it is left; beside it what follows from it."""

    def __init__(self, desk: Desk, tab: Tab, parent: QWidget | None = None) -> None:
        super().__init__(desk.themes, title=self.tr("Our mail addresses"), parent=parent)
        self._desk, self._tab = desk, tab
        self._known: tuple[str, ...] | None = None
        self._saves = 0
        self.addresses = LineField(
            desk.themes,
            label=self.tr("Addresses of the shop and of whoever writes for it"),
            name="address",
            helper=self.tr("Several with a comma; @shop.example stands for every address of that domain"),
            placeholder="info@shop.example, @shop.example",
        )
        self.meaning = Text(desk.themes, font="small", colour="text.secondary", wrap=True)
        self.body.addWidget(self.addresses)
        self.body.addWidget(self.meaning)
        self.addresses.left.connect(self.commit)
        self.addresses.line.returnPressed.connect(self.commit)
        self.refresh()

    def refresh(self) -> None:
        """Read which addresses there are, but leave the field alone in which somebody types."""
        workspace, saves = self._desk.workspace, self._saves

        def show(found: tuple[str, ...]) -> None:
            if saves == self._saves:  # else it was asked before a save of our own
                self._show(found)

        self._desk.ask(lambda: mail_addresses.own_addresses(workspace), then=show, key=KNOWN)

    def commit(self) -> None:
        """Keep what is typed; what is no address is said below the field, and nothing changes."""
        wanted = tuple(one.strip() for one in self.addresses.text().replace(";", ",").split(",") if one.strip())
        is_same = self._known is None or tuple(one.casefold() for one in wanted) == self._known
        if is_same or not self._tab.may_change:
            self.addresses.show_error("")
            return
        self._saves += 1
        workspace = self._desk.workspace
        self._tab.act(
            lambda: mail_addresses.keep_own_addresses(workspace, addresses=wanted),
            said=self.tr("Changed our mail addresses"),
            fields=[self.addresses],
            then=self._show,
        )

    def _show(self, found: tuple[str, ...]) -> None:
        is_new = found != self._known
        self._known = found
        if is_new and (not self.addresses.line.hasFocus() or not self.addresses.line.isModified()):
            self.addresses.set_text(", ".join(found))
            self.addresses.show_error("")
        said = (
            self.tr("Messages from these went out and answer a customer; all others came in")
            if found
            else self.tr("Without an address every imported message counts as one that came in, our replies too")
        )
        self.meaning.say(said)
