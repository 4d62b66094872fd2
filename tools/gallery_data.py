"""Save pictures of the kit's tables and charts, light and dark: `python tools/gallery_data.py FOLDER`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from csops.ui.kit.chart_fan import FanChart
from csops.ui.kit.choices import Option
from csops.ui.kit.filters import FilterBar, FilterField
from csops.ui.kit.table_columns import ColumnsPanel
from csops.ui.kit.table_ticks import Ticks
from csops.ui.kit.tasks import Tasks
from csops.ui.kit.theme import Themes
from tools.gallery_charts import all_charts
from tools.gallery_table import contacts_table

FILTERS = (
    FilterField(key="period", title="Started", options=(Option(key="30", text="Last 30 days"),), is_bare=True),
    FilterField(key="channel", title="Channel", options=(Option(key="phone", text="Phone"),)),
    FilterField(key="status", title="Status", options=(Option(key="open", text="Open"),)),
    FilterField(key="owner", title="Owner", options=(Option(key="priya", text="Priya"),)),
)


def main(folder: Path) -> None:
    application = QApplication([])
    themes, tasks = Themes(application), Tasks()
    for name in ("light", "dark"):
        themes.choose(name)
        save_table(themes, tasks, folder / f"table-{name}.png")
        save_charts(themes, folder / f"charts-{name}.png")
    tasks.shutdown()


def save_table(themes: Themes, tasks: Tasks, path: Path) -> None:
    pane = contacts_table(themes, tasks)
    pane.resize(1228, 740)
    pane.show()
    QTest.qWait(600)
    pane.view.table.set_ticks(Ticks(ids=frozenset({2, 3, 4})))
    QTest.qWait(50)
    grab(pane, path)
    panel = ColumnsPanel(themes, pane.view)
    panel.show()
    QTest.qWait(50)
    grab(panel, path.with_stem(path.stem + "-columns"))
    bar = FilterBar(themes, FILTERS)
    bar.choose("period", ["30"])
    bar.resize(900, 40)
    bar.show()
    QTest.qWait(50)
    grab(bar, path.with_stem(path.stem + "-filters"))


def save_charts(themes: Themes, path: Path) -> None:
    sheet = all_charts(themes)
    palette = sheet.palette()
    palette.setColor(sheet.backgroundRole(), themes.current.colour("bg.surface"))
    sheet.setPalette(palette)
    sheet.setAutoFillBackground(True)
    sheet.show()
    QTest.qWait(50)
    sheet.findChildren(FanChart)[0].go_to(27)
    grab(sheet, path)


def grab(widget: QWidget, path: Path) -> None:
    widget.grab().save(str(path))
    widget.close()


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
