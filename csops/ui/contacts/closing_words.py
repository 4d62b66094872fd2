"""What is still open on cases that are settled, in words."""

from PySide6.QtCore import QCoreApplication

from csops.services.case_closing import StillOpen


def tr(text: str, number: int = -1) -> str:
    """Translate a text about what is still open, with a number where it has one."""
    return QCoreApplication.translate("CaseActions", text, "", number)


def open_words(found: StillOpen, *, promises: bool = True) -> list[str]:
    """Return a sentence for each kind of thing that is open; promises only where nothing else asks for them."""
    told = (
        (found.steps, tr("%Ln steps of the recovery are open", found.steps)),
        (found.concessions, tr("%Ln concessions wait for a decision", found.concessions)),
        (found.untold, tr("%Ln decisions are still to be told to the customer", found.untold)),
        (found.low_answers, tr("%Ln low answers are not followed up", found.low_answers)),
    )
    said = [words for number, words in told if number]
    if promises and len(found.promises) == 1:
        said.append(tr("Promised and open: {what}").format(what=found.promises[0]))
    elif promises and found.promises:
        said.append(tr("%Ln promises are open", len(found.promises)))
    return said
