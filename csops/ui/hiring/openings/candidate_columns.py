"""The columns of the candidates of an opening."""

from csops.domain.scorecards import CardState
from csops.services.candidates import Applied
from csops.services.scorecards import Hidden
from csops.ui.hiring.openings.words import called_applied, card_words
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats
from csops.ui.kit.table_cells import PLAIN, QUIET, Align, CellLook, Column


def candidate_columns(formats: Formats) -> list[Column]:
    """Return the columns."""
    return [
        Column(
            key="name",
            title=tr("Candidate"),
            value=lambda one: called_applied(one, formats),
            look=lambda one: CellLook(
                strong=True,
                avatar=one.name,
                icon="" if one.name else "eye-off",
                note="" if one.name else tr("The name is hidden until you have rated"),
            ),
            width=220,
            least=160,
            grows=True,
            pinned=True,
        ),
        Column(
            key="applied_on",
            title=tr("Applied"),
            value=lambda one: one.application.applied_on,
            text=formats.day,
            look=lambda _one: QUIET,
            align=Align.TRAILING,
            width=96,
        ),
        Column(
            key="source",
            title=tr("Came by"),
            value=lambda one: one.source or None,
            look=lambda _one: QUIET,
            width=150,
            least=90,
        ),
        Column(
            key="cards",
            title=tr("Scorecards"),
            value=lambda one: None if one.seen.hidden is Hidden.TIED or not one.asked else _finished(one, formats),
            look=lambda one: PLAIN if one.finished and one.finished == one.asked else QUIET,
            align=Align.TRAILING,
            width=140,
        ),
        Column(
            key="mine",
            title=tr("Yours"),
            value=lambda one: mine_words(one) or None,
            look=mine_look,
            width=120,
        ),
    ]


def _finished(one: Applied, formats: Formats) -> str:
    said = tr("{finished} of {asked} finished")
    return said.format(finished=formats.number(one.finished), asked=formats.number(one.asked))


def mine_words(one: Applied) -> str:
    """Say how far one's own scorecard is; or that one is too close to rate."""
    if one.seen.hidden is Hidden.TIED:
        return tr("Close to you")
    return card_words(one.mine.state) if one.mine is not None else ""


def mine_look(one: Applied) -> CellLook:
    """Return how that is painted."""
    if one.seen.hidden is Hidden.TIED:
        return CellLook(colour="text.secondary", note=tr("You see no scorecard of somebody close to you"))
    if one.mine is None:
        return QUIET
    return CellLook(pill="success" if one.mine.state is CardState.SUBMITTED else "warning")
