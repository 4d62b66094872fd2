"""Before a draw is made it says in how many contacts something of ours can be read."""

from dataclasses import replace

from pytestqt.qtbot import QtBot

from csops.domain.review_draws import DrawPreview, Precision, Standing
from csops.domain.review_samples import Layer
from csops.ui.desk import Desk
from csops.ui.kit.formats import Formats
from csops.ui.quality.queue.draw_preview import PreviewPane


def test_a_preview_says_in_how_many_words_of_ours_stand(desk: Desk, qtbot: QtBot) -> None:
    pane = PreviewPane(desk, Formats())
    qtbot.addWidget(pane)
    layers = (Layer(key=("1",), size=40, drawn=12),)
    found = DrawPreview(standing=Standing(handled=40), layers=layers, precision=Precision(margin=5, for_share=30))
    said = "hold words of ours to read; of the others there is only a note or a file"
    pane.show_preview(replace(found, readable=5), quota=None)
    assert f"5 of them {said}" in pane.notes.words()
    for readable in (12, None):
        pane.show_preview(replace(found, readable=readable), quota=None)
        assert said not in pane.notes.words()
