"""The tabs of Settings: known here without loading any of them."""

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_CONTEXT = "SettingsTabs"
N = QT_TRANSLATE_NOOP


@dataclass(frozen=True, kw_only=True)
class TabName:
    """A tab: the key with which it is asked for, its title and its icon."""

    key: str
    title: str
    icon: str

    def words(self) -> str:
        """Return the translated title."""
        return QCoreApplication.translate(_CONTEXT, self.title)


TABS: tuple[TabName, ...] = (
    TabName(key="shop", title=str(N("SettingsTabs", "Shop")), icon="store"),
    TabName(key="hours", title=str(N("SettingsTabs", "Opening hours")), icon="clock"),
    TabName(key="people", title=str(N("SettingsTabs", "People")), icon="users"),
    TabName(key="channels", title=str(N("SettingsTabs", "Channels")), icon="messages-square"),
    TabName(key="topics", title=str(N("SettingsTabs", "Topics")), icon="tags"),
    TabName(key="care", title=str(N("SettingsTabs", "Figures & care")), icon="gauge"),
    TabName(key="concessions", title=str(N("SettingsTabs", "Concessions")), icon="hand-coins"),
    TabName(key="recovery", title=str(N("SettingsTabs", "Recovery & replies")), icon="heart-handshake"),
    TabName(key="quality", title=str(N("SettingsTabs", "Quality")), icon="badge-check"),
    TabName(key="look", title=str(N("SettingsTabs", "Look and keys")), icon="sun-moon"),
    TabName(key="file", title=str(N("SettingsTabs", "File and backup")), icon="hard-drive"),
)
