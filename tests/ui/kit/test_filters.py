"""Filter chips in words."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from csops.ui.kit.choices import Option
from csops.ui.kit.filters import FilterBar, FilterField
from csops.ui.kit.theme import Themes

LEFT = Qt.MouseButton.LeftButton
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")
PERIOD = FilterField(key="period", title="Period", is_single=True, is_bare=True,
                     options=(Option(key="7", text="Last 7 days"), Option(key="30", text="Last 30 days")))  # fmt: skip
STATUS = FilterField(key="status", title="Status",
                     options=(Option(key="open", text="Open"), Option(key="waiting", text="Waiting")))  # fmt: skip
TOPIC = FilterField(key="topic", title="Topic", options=(Option(key="refund", text="Refund"),), is_offered=False)


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> FilterBar:
    made = FilterBar(Themes(qapp), [PERIOD, STATUS, TOPIC])
    qtbot.addWidget(made)
    made.show()
    return made


def test_chips_say_in_words_what_is_filtered(bar: FilterBar) -> None:
    assert bar.chips["status"].text() == "Status is any"
    bar.choose("status", ["waiting", "open"])
    bar.choose("period", ["30"])
    assert (bar.chips["status"].text(), bar.chips["period"].text()) == ("Status is Open or Waiting", "Last 30 days")
    assert bar.words() == "Status is Open or Waiting and Last 30 days"


def test_the_menu_of_a_chip_adds_and_takes_away(bar: FilterBar, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bar.changed) as changed:
        bar.menu("status").actions()[1].trigger()
    assert changed.args == [{"status": ("waiting",)}]
    bar.menu("status").actions()[1].trigger()
    assert bar.chosen() == {}


def test_a_single_choice_replaces_the_one_before(bar: FilterBar) -> None:
    for action in bar.menu("period").actions():
        action.trigger()
    assert bar.chosen() == {"period": ("30",)}


def test_the_cross_drops_a_filter_and_so_does_delete(bar: FilterBar, qtbot: QtBot) -> None:
    chip = bar.chips["period"]
    for _ in range(2):
        bar.choose("period", ["30"])
        chip.resize(chip.sizeHint())
        QTest.mouseClick(chip, LEFT, pos=QPoint(chip.width() - 8, chip.height() // 2))
        assert bar.chosen() == {}
        bar.choose("period", ["7"])
        QTest.keyClick(chip, Qt.Key.Key_Delete)
        assert bar.chosen() == {}


def test_a_click_on_the_words_asks_for_the_options(bar: FilterBar, qtbot: QtBot) -> None:
    chip = bar.chips["topic"]
    chip.wanted.disconnect()
    bar.choose("topic", ["refund"])
    with qtbot.waitSignal(chip.wanted):
        QTest.mouseClick(chip, LEFT, pos=QPoint(10, chip.height() // 2))
    assert bar.chosen() == {"topic": ("refund",)}


def test_a_field_that_is_not_offered_stands_there_while_it_filters(bar: FilterBar) -> None:
    assert not bar.chips["topic"].isVisible()
    bar.add_menu().actions()[2].menu().actions()[0].trigger()  # type: ignore[attr-defined]  # the stub says object
    assert bar.chips["topic"].isVisible()


def test_the_filter_chosen_last_can_be_dropped(bar: FilterBar) -> None:
    bar.choose("status", ["open"])
    bar.choose("period", ["7"])
    bar.drop_last()
    assert bar.chosen() == {"status": ("open",)}


def test_a_saved_view_forgets_what_no_longer_exists(bar: FilterBar) -> None:
    bar.set_chosen({"status": ["open", "burnt"], "colour": ["red"]})
    assert bar.chosen() == {"status": ("open",)}


def test_saving_as_a_view_needs_a_filter(bar: FilterBar, qtbot: QtBot) -> None:
    assert not bar.save.isEnabled()
    bar.choose("status", ["open"])
    with qtbot.waitSignal(bar.save_wanted):
        QTest.mouseClick(bar.save, LEFT)


def test_where_there_is_little_room_a_filter_that_is_not_set_says_its_name_alone(bar: FilterBar) -> None:
    bar.resize(1200, 40)
    bar.show()
    wide = bar.chips["status"].text()
    bar.resize(bar.minimumSizeHint().width(), 40)
    assert wide == "Status is any"
    assert bar.chips["status"].text() == "Status"
    bar.choose("status", ("open",))
    assert bar.chips["status"].text().startswith("Status is ")


def test_a_filter_for_which_there_is_no_room_stands_under_filter_alone(bar: FilterBar, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar.setParent(window)  # a window itself would never be narrower than what is in it
    bar.setMinimumSize(0, 0)
    bar.resize(1200, 40)
    window.show()
    bar.show()
    bar.choose("status", ["open"])
    others = [chip for key, chip in bar.chips.items() if key != "status" and chip.isVisible()]
    assert others
    bar.resize(bar.minimumSizeHint().width(), 40)
    assert [chip.isVisible() for chip in others] == [False] * len(others)
    assert bar.chips["status"].isVisible()
    assert [action.text() for action in bar.add_menu().actions()] == ["Period", "Status", "Topic"]
    bar.resize(1200, 40)
    assert all(chip.isVisible() for chip in others)
    bar.setParent(None)  # it closes by itself
