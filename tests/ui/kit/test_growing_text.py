"""A field is as high as what stands in it, however wide it is."""

from pytestqt.qtbot import QtBot

from csops.ui.kit.growing_text import GrowingText
from csops.ui.kit.theme import Themes


def test_the_same_words_take_more_lines_where_the_field_becomes_narrow(themes: Themes, qtbot: QtBot) -> None:
    field = GrowingText(themes, label="Note")
    qtbot.addWidget(field)
    field.resize(600, 80)
    field.show()
    field.set_text("Which account is it, and who of us books the money on which day?")
    before = field.box.height()
    field.resize(200, 80)
    qtbot.waitUntil(lambda: field.box.height() > 1.5 * before)
