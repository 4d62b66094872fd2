"""The wizard on a real file, and small logs to read."""

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from csops.ui.desk import Desk
from csops.ui.imports.page import ImportPage

LOG = """Datum;Kunde;Tel.;Kanal;Notiz;Erledigt;Bearbeiter
17.11.2025 09:48;Salma Haddad;0171 555 0168;Telefon;quietscht seit Montag;ja;Rosa Okafor
18.11.2025 10:02;Piotr Zielinski;;Mail;will sein Geld zurück;nein;Rosa Okafor
31.02.2025 11:00;Luca Rossetti;;Telefon;fragt nach dem Rad;ja;Rosa Okafor
19.11.2025 12:00;Inés Prat;;Laden;will einen Termin;x;Dan
"""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Four contacts: one on a day that does not exist, one with a word nobody knows and a person not on the team."""
    path = tmp_path / "Kundenkontakte.csv"
    path.write_text(LOG, encoding="utf-8")
    return path


@pytest.fixture
def page(desk: Desk, qtbot: QtBot) -> ImportPage:
    """The wizard, shown, without a file."""
    made = ImportPage(desk)
    qtbot.addWidget(made)
    made.resize(1200, 800)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


@pytest.fixture
def opened(page: ImportPage, log: Path, qtbot: QtBot) -> ImportPage:
    """The wizard with the log read and looked at."""
    page.ask({"path": str(log)})
    looked_at(page, qtbot)
    return page


def looked_at(page: ImportPage, qtbot: QtBot) -> None:
    def is_looked_at() -> bool:
        draft = page.session.draft
        rows = page.columns.columns.rows
        return draft is not None and page.session.outlook is not None and len(rows) == len(draft.mapping.columns)

    qtbot.waitUntil(is_looked_at, timeout=20_000)
