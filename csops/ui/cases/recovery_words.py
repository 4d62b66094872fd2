"""Recoveries in words: when a step is due, what it asks to note, what came of it."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from csops.domain.recovery_outcomes import Stay
from csops.domain.recovery_steps import DueFrom, Settled, StepPlan
from csops.domain.reply_places import blank
from csops.services.recovery_outcomes import Outcome
from csops.services.recovery_view import StepView
from csops.ui.kit.formats import Formats
from csops.ui.kit.marks import PillLook


def tr(text: str, number: int = -1) -> str:
    """Translate a text about recoveries; with a number in its plural form."""
    return QCoreApplication.translate("Recoveries", text, "", number)


def record_words(key: str) -> str:
    """Return what a step asks to write down, by its key; keys of the shop's own are read as they are written."""
    known = {
        "what_happened": tr("What happened"),
        "effect_on_customer": tr("What it did to the customer"),
        "apology_given": tr("How the apology was made, or why none was due"),
        "owner": tr("Who has the case"),
        "authority_limit": tr("How much they may decide"),
        "confirmed_problem": tr("The problem as the customer confirmed it"),
        "suspected_cause": tr("What may have caused it"),
        "options_offered": tr("What was offered"),
        "option_chosen": tr("What the customer chose"),
        "remedy_owner": tr("Who sees to the remedy"),
        "promised_date": tr("Until when it is promised"),
        "cost": tr("What it costs us"),
        "goodwill_kind": tr("What was given beyond the remedy, or why nothing"),
        "goodwill_cost": tr("What that costs us"),
        "delivery_date": tr("When the remedy arrived"),
        "follow_up_date": tr("When the customer was asked"),
        "satisfaction_score": tr("How satisfied they are, 1 to 5"),
        "comment": tr("What they said"),
        "root_cause": tr("Root cause"),
        "informed_person": tr("Who was told that can change it"),
        "expected": tr("What the customer expected"),
        "what_went_wrong": tr("What went wrong"),
        "preventive_action": tr("What is done so that it does not happen again"),
    }
    return known.get(key) or key.replace("_", " ").capitalize()


def place_words(key: str) -> str:
    """Return what is to be filled in by hand, as a list names it: order number."""
    return blank(key)[1:-1]


def place_explained(key: str) -> str:
    """Return what fills a place of a phrase or template; what a case cannot tell is filled in by hand."""
    known = {
        "customer_name": tr("The customer's name"),
        "case_number": tr("Number of the case"),
        "topic": tr("What the case is about"),
        "what_happened": tr("What happened, as the customer told it"),
        "what_went_wrong": tr("What it really was"),
        "request": tr("What the customer asked for last"),
        "amount": tr("Amount of the last concession"),
        "remedy": tr("What the customer chose, else what was given"),
        "remedy_date": tr("Day on which it was arranged"),
        "answer_by": tr("Day that is promised"),
        "old_date": tr("Day that was promised first"),
        "new_date": tr("Day to which the promise was moved"),
        "contact_by": tr("Day of the next follow-up"),
        "colleague_name": tr("Who has the case, where that is somebody else"),
        "today": tr("Today's date"),
        "agent_name": tr("Your name"),
        "business_name": tr("Name of the shop"),
    }
    by_hand = tr("{what}, filled in by hand").format(what=place_words(key).capitalize())
    return known.get(key) or by_hand


def due_words(plan: StepPlan, formats: Formats) -> str:
    """Return when a step is due: 4 h after the complaint."""
    hours = formats.number(plan.due_hours, decimals=0 if plan.due_hours == int(plan.due_hours) else 1)
    after = {
        DueFrom.COMPLAINT: tr("{hours} h after the complaint"),
        DueFrom.PREVIOUS_STEP: tr("{hours} h after the step before"),
        DueFrom.DELIVERY: tr("{hours} h after the delivery"),
    }
    at_once = {
        DueFrom.COMPLAINT: tr("At once"),
        DueFrom.PREVIOUS_STEP: tr("With the step before"),
        DueFrom.DELIVERY: tr("With the delivery"),
    }
    return (after if plan.due_hours else at_once)[plan.due_from].format(hours=hours)


def step_look(view: StepView, formats: Formats, *, now: datetime) -> PillLook:
    """Return the pill that says where a step stands."""
    step = view.step
    if step.skipped:
        return PillLook(text=tr("Left out"), family="neutral", icon="circle-slash")
    if step.done_at is not None:
        done = formats.moment(step.done_at, now=now)
        return PillLook(text=tr("Done {when}").format(when=done), family="success", icon="circle-check")
    if step.due_at is None:
        return PillLook(text=tr("Not begun"), family="neutral", icon="circle")
    due = formats.moment(step.due_at, now=now)
    if view.is_late:
        return PillLook(text=tr("Late, was due {when}").format(when=due), family="danger", icon="alarm-clock-off")
    return PillLook(text=tr("Due {when}").format(when=due), family="warning", icon="alarm-clock")


def stay_words(found: Stay) -> str:
    """Return whether the customer stayed."""
    return {
        Stay.STAYED: tr("Stayed"),
        Stay.LOST: tr("Lost"),
        Stay.OPEN: tr("Too early to say"),
        Stay.UNKNOWN: tr("Not known who it was"),
    }[found]


def settled_words(found: Settled, formats: Formats) -> str:
    """Return whether the remedy was agreed within the standard, in opening hours."""
    hours = formats.number(found.minutes / 60, decimals=1)
    if found.is_met is None:
        return tr("{hours} h so far").format(hours=hours)
    if found.is_met:
        return tr("Yes, {hours} h").format(hours=hours)
    if found.minutes <= 8 * 60:
        return tr("No: owner or date missing")
    return tr("No, {hours} h").format(hours=hours)


def answers_words(outcome: Outcome) -> str:
    """Return how the customer answered afterwards."""
    return ", ".join(outcome.answers) or tr("Nothing yet")
