"""Save pictures of the kit's tables and charts, light and dark: `python tools/gallery_data.py FOLDER`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csops.ui.kit.table_ticks import Ticks
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from tools.gallery_table import contacts_table


def main(folder: Path) -> None:
    application = QApplication([])
    themes, tasks = Themes(application), Tasks()
    for name in ("light", "dark"):
        themes.choose(name)
        save_table(themes, tasks, folder / f"table-{name}.png")
    tasks.shutdown()


def save_table(themes: Themes, tasks: Tasks, path: Path) -> None:
    pane = contacts_table(themes, tasks)
    pane.resize(1228, 740)
    pane.show()
    QTest.qWait(200)
    pane.view.table.set_ticks(Ticks(ids=frozenset({2, 3, 4})))
    QTest.qWait(50)
    grab(pane, path)


def grab(widget: QWidget, path: Path) -> None:
    widget.grab().save(str(path))
    widget.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
