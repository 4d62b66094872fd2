"""How a text is translated in the tabs of quality."""

from PySide6.QtCore import QCoreApplication


def tr(text: str, number: int = -1) -> str:
    """Translate a sentence of quality; `%Ln` is the number, in its plural form."""
    return QCoreApplication.translate("Quality", text, None, number)
