"""Words that the tabs of team and hiring share: levels, kinds of skill, and how a text is translated here."""

from PySide6.QtCore import QCoreApplication

from csops.domain.skills import SkillKind


def tr(text: str, number: int = -1) -> str:
    """Translate a sentence of team and hiring; `%Ln` is the number, in its plural form."""
    return QCoreApplication.translate("Hiring", text, None, number)


def level_words(level: int) -> str:
    """Return what a level from 1 to 5 is called."""
    return (tr("Not yet"), tr("Developing"), tr("Solid"), tr("Strong"), tr("Sets the example"))[level - 1]


def kind_words(kind: SkillKind) -> str:
    """Return the heading under which skills of a kind stand."""
    said = {
        SkillKind.HARD: tr("Hard skills"),
        SkillKind.SOFT: tr("Soft skills"),
        SkillKind.VALUE: tr("Our values"),
    }
    return said[kind]


def one_kind_words(kind: SkillKind) -> str:
    """Return what one skill of a kind is."""
    said = {SkillKind.HARD: tr("Hard skill"), SkillKind.SOFT: tr("Soft skill"), SkillKind.VALUE: tr("Value")}
    return said[kind]
