"""A survey tool's file in the wizard: its questions, scales and words are shown, changed, and said in the end."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from csops.domain.survey_lines import AnswerQuestion
from csops.services import surveys
from csops.ui.desk import Desk
from csops.ui.imports.page import CHECK, ImportPage
from csops.ui.imports.preview_card import FIRST
from tests.ui.imports.conftest import looked_at

FILE = """Response ID,Answered at,NPS,Satisfaction,Comment
R1,2026-02-20,9,Very satisfied,Quick
R2,2026-02-21,1,Dissatisfied,Slow
R3,2026-02-22,10,Meh,
"""


def test_a_survey_is_known_its_scale_questioned_and_its_words_given_their_places(
    page: ImportPage, desk: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "answers.csv"
    path.write_text(FILE, encoding="utf-8")
    page.open(path)
    looked_at(page, qtbot)
    assert page.title() == "Import answers"
    columns = page.columns
    assert columns.columns.rows[2].verdict.words() == "Check its scale"
    columns.look_at(2)
    rating = columns.meaning.rating
    assert (rating.question.field.key(), rating.scale.field.key()) == ("nps", "1-10")
    columns.look_at(3)
    assert list(columns.meaning.pickers) == ["Meh", "Very satisfied", "Dissatisfied"]
    columns.meaning.pickers["Meh"].pick("3")
    qtbot.waitUntil(lambda: page.session.outlook is not None and page.session.outlook.left_out == 0)
    columns.look_at(2)
    columns.meaning.rating.scale.pick("0-10")
    qtbot.waitUntil(lambda: page.session.draft is not None and page.session.draft.column(2).scale == (0, 10))
    columns.look_at(2)
    columns.meaning.rating.scale.pick("1-10")
    qtbot.waitUntil(lambda: page.session.draft is not None and page.session.draft.column(2).scale == (1, 10))
    looked_at(page, qtbot)
    columns.preview.tabs.button(FIRST).click()
    model = columns.preview.view.model()
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    shown = [model.index(0, column).data() for column in range(model.columnCount())]
    assert shown[:4] == ["2", "9 of 10", "5 of 5", "Quick"]
    page.next_button.click()
    qtbot.waitUntil(lambda: page.steps.current == CHECK)
    assert "count in no score." in page.check.names.words()
    page.next_button.click()
    qtbot.waitUntil(page.run.undo_button.isVisible)
    assert "3 answers are kept, and count in no score" in page.run.words.words()
    (csat,) = surveys.answer_scores(desk.workspace, question=AnswerQuestion())
    assert [value for value, _many in csat.counts] == [2, 3, 5]
    with qtbot.waitSignal(page.wanted) as wanted:
        page.run.show_button.click()
    assert wanted.args == ["customers", {"tab": "answers"}]
