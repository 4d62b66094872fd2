"""One contact is not "1 contacts"."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QLocale
from PySide6.QtWidgets import QApplication

from csops.ui.kit import plurals

SOURCES = Path(plurals.__file__).parents[2]


def texts() -> Iterator[str]:
    """Yield every text that stands in the sources."""
    for path in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_sentence_with_a_number_has_its_form_for_one() -> None:
    counted = {text for text in texts() if "%Ln" in text and "\n" not in text and "`%Ln`" not in text}
    assert counted == set(plurals.singulars())


def test_no_sentence_writes_its_number_without_the_marks_of_the_locale() -> None:
    assert [text for text in texts() if "%n" in text] == []


@pytest.mark.parametrize(("language", "words"), [("en", "1,354 customers"), ("de", "1.354 customers")])
def test_thousands_are_marked_as_the_locale_does(qapp: QApplication, language: str, words: str) -> None:
    before, installed = QLocale(), plurals.install(qapp)
    QLocale.setDefault(QLocale(language))
    try:
        assert QCoreApplication.translate("Any", "%Ln customers", None, 1354) == words
    finally:
        QLocale.setDefault(before)
        qapp.removeTranslator(installed)


def test_one_and_more_read_rightly(qapp: QApplication) -> None:
    installed = plurals.install(qapp)
    said = [QCoreApplication.translate("Any", "%Ln customers", None, number) for number in (0, 1, 2)]
    qapp.removeTranslator(installed)
    assert said == ["0 customers", "1 customer", "2 customers"]
