"""The criteria of a card in their sections, as the form of a review shows them."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from csops.domain.review_cards import CardVersion
from csops.services.review_forms import ReviewForm
from csops.ui.kit.formats import Formats
from csops.ui.kit.labels import ElidedText, Text
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.review.criterion_row import CriterionRow


class Criteria(QWidget):
    """The rows of a version of a card, by the key of the criterion, each section below its heading."""

    def __init__(self, themes: Themes, form: ReviewForm, formats: Formats) -> None:
        super().__init__()
        self.version: CardVersion = form.version
        self.rows: dict[str, CriterionRow] = {}
        numbers = {one.key: number for number, one in enumerate(form.version.criteria, start=1)}
        names = {one.key: one.name for one in form.version.sections}
        sections = QVBoxLayout(self)
        Spacing(themes, sections, gap=3)
        for key in dict.fromkeys(one.section for one in form.version.criteria):
            theirs = [one for one in form.version.criteria if one.section == key]
            weight = sum(one.weight for one in theirs)
            column = QVBoxLayout()
            Spacing(themes, column, gap=1)
            column.addWidget(_heading(themes, names.get(key, key), formats.share(weight / 100)))
            ground = QFrame()
            ground.setProperty("kind", "card")
            rows = QVBoxLayout(ground)
            Spacing(themes, rows)
            for one in theirs:
                row = self.rows[one.key] = CriterionRow(themes, one, numbers[one.key], form)
                row.set_last(one is theirs[-1])
                rows.addWidget(row)
            column.addWidget(ground)
            sections.addLayout(column)

    def begin(self, form: ReviewForm) -> None:
        """Be of another review with the same card."""
        for row in self.rows.values():
            row.begin(form)


def _heading(themes: Themes, name: str, share: str) -> QWidget:
    line = QWidget()
    row = QHBoxLayout(line)
    Spacing(themes, row, gap=2)
    row.addWidget(ElidedText(themes, name, font="smallStrong", colour="text.secondary"), 1)
    row.addWidget(Text(themes, share, font="small", colour="text.secondary", figures=True))
    return line
