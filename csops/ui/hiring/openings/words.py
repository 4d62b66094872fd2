"""Words of openings and candidates: states, stages, outcomes, and what to call somebody whose name is hidden."""

from csops.domain.openings import OpeningState, Outcome, Stage
from csops.domain.scorecards import CardState
from csops.services.candidates import Applied
from csops.services.opening_lines import OpeningLine
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats


def stage_words(stage: Stage) -> str:
    """Return how far an application came, in a word."""
    return {
        Stage.APPLIED: tr("Applied"),
        Stage.SCREENING: tr("Screening"),
        Stage.INTERVIEW: tr("Interview"),
        Stage.OFFER: tr("Offer"),
        Stage.HIRED: tr("Hired"),
    }[stage]


def outcome_words(outcome: Outcome) -> str:
    """Return how an application stands, in a word."""
    return {
        Outcome.OPEN: tr("Going on"),
        Outcome.DECLINED: tr("Declined"),
        Outcome.WITHDREW: tr("Withdrew"),
        Outcome.KEPT_IN_MIND: tr("Kept in mind"),
    }[outcome]


def state_words(state: OpeningState) -> str:
    """Return whether people are still looked for, in a word."""
    return {
        OpeningState.OPEN: tr("Open"),
        OpeningState.FILLED: tr("Filled"),
        OpeningState.CLOSED: tr("Closed"),
    }[state]


def state_family(state: OpeningState) -> str:
    """Return the family of the pill of a state."""
    return {OpeningState.OPEN: "info", OpeningState.FILLED: "success", OpeningState.CLOSED: "neutral"}[state]


def card_words(state: CardState) -> str:
    """Return how far a scorecard is, in a word."""
    return {
        CardState.PLANNED: tr("Waiting"),
        CardState.SUBMITTED: tr("Finished"),
        CardState.LAPSED: tr("Given up"),
    }[state]


def called(name: str, number: int, formats: Formats) -> str:
    """Return what to call somebody who applied: by number while the name is hidden from the viewer."""
    return name or tr("Candidate {number}").format(number=formats.number(number))


def called_applied(applied: Applied, formats: Formats) -> str:
    """Return what to call who applied."""
    return called(applied.name, applied.application.number, formats)


def places(line: OpeningLine, formats: Formats) -> str:
    """Say how many are hired of how many wanted."""
    said = tr("{hired} of {wanted}")
    return said.format(hired=formats.number(line.hired), wanted=formats.number(line.opening.positions))
