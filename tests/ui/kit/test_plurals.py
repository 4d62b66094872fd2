"""One contact is not "1 contacts"."""

import ast
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from csops.ui.kit import plurals

SOURCES = Path(plurals.__file__).parents[2]


def test_every_sentence_with_a_number_has_its_form_for_one() -> None:
    counted = {
        node.value
        for path in SOURCES.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "%n" in node.value
        if "\n" not in node.value and "`%n`" not in node.value
    }
    assert counted == set(plurals.singulars())


def test_one_and_more_read_rightly(qapp: QApplication) -> None:
    installed = plurals.install(qapp)
    said = [QCoreApplication.translate("Any", "%n customers", None, number) for number in (0, 1, 2)]
    qapp.removeTranslator(installed)
    assert said == ["0 customers", "1 customer", "2 customers"]
