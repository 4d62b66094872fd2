"""What the places of the log, the states, orders and units of an import are called on the screen."""

from collections.abc import Mapping

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from csops.imports.mapping import NOBODY, DateOrder, DurationUnit, TableKind, Target
from csops.services.settings import Team
from csops.ui.kit.field_kinds import Choice

CONTEXT = "ImportWords"
N = QT_TRANSLATE_NOOP
LEAVE_ROWS_OUT = "\0out"
"""The key of the choice that leaves the rows with a word out; no name of anybody."""
JOINS = "\0joins"
"""The key of the choice that takes somebody nobody knows into the team."""
PEOPLE = (Target.HANDLED_BY, Target.OWNER)

TITLES: Mapping[TableKind, object] = {
    TableKind.CONTACTS: N("ImportWords", "Import contacts"),
    TableKind.CUSTOMERS: N("ImportWords", "Import customers"),
    TableKind.VOLUME: N("ImportWords", "Import volume counts"),
    TableKind.CANDIDATES: N("ImportWords", "Import candidates"),
    TableKind.SURVEYS: N("ImportWords", "Import answers"),
    TableKind.PURCHASES: N("ImportWords", "Import purchases"),
    TableKind.CASE_LOG: N("ImportWords", "Import a log of cases"),
}
TARGETS: Mapping[Target, object] = {
    Target.LEAVE_OUT: N("ImportWords", "Leave out"),
    Target.NUMBER: N("ImportWords", "Number in the file"),
    Target.STARTED_AT: N("ImportWords", "Started at"),
    Target.STARTED_DATE: N("ImportWords", "Started on"),
    Target.STARTED_TIME: N("ImportWords", "Started, time"),
    Target.CHANNEL: N("ImportWords", "Channel"),
    Target.CUSTOMER: N("ImportWords", "Customer name"),
    Target.TOPIC: N("ImportWords", "Topic"),
    Target.TEXT: N("ImportWords", "What happened"),
    Target.DIRECTION: N("ImportWords", "Direction"),
    Target.HANDLE_TIME: N("ImportWords", "Handle time"),
    Target.ANSWERED_AFTER: N("ImportWords", "Answered after"),
    Target.ANSWERED_AT: N("ImportWords", "Answered at"),
    Target.ANSWERED: N("ImportWords", "Answered or missed"),
    Target.STATUS: N("ImportWords", "Status"),
    Target.RESOLVED_AT: N("ImportWords", "Resolved at"),
    Target.CLOSED_AT: N("ImportWords", "Closed at"),
    Target.HANDLED_BY: N("ImportWords", "Handled by"),
    Target.OWNER: N("ImportWords", "Owner"),
    Target.DUE: N("ImportWords", "Follow-up due"),
    Target.RATING: N("ImportWords", "Rating"),
    Target.SOURCE: N("ImportWords", "Came by"),
    Target.APPLIED_ON: N("ImportWords", "Applied on"),
    Target.CONSENT: N("ImportWords", "Consent"),
    Target.OPENING: N("ImportWords", "Opening"),
    Target.OWN_NUMBER: N("ImportWords", "Number in csops"),
    Target.FILE_NUMBER: N("ImportWords", "Number in its file"),
    Target.TIME_KNOWN: N("ImportWords", "Time known"),
    Target.TIME_ZONE: N("ImportWords", "Time zone"),
    Target.ENTERED_AT: N("ImportWords", "Entered at"),
    Target.RESULT: N("ImportWords", "Result"),
    Target.CASE: N("ImportWords", "Case"),
    Target.CASE_TITLE: N("ImportWords", "Case title"),
    Target.OPENED_AT: N("ImportWords", "Case opened at"),
    Target.FIRST_RESPONSE: N("ImportWords", "First response"),
    Target.RESOLUTION_TIME: N("ImportWords", "Resolution time"),
    Target.OWN_CUSTOMER: N("ImportWords", "Customer number"),
    Target.KNOWN_BY: N("ImportWords", "Customer known by"),
    Target.OWN_PHONES: N("ImportWords", "Phones"),
    Target.OWN_EMAILS: N("ImportWords", "E-mails"),
    Target.OWN_NOTE: N("ImportWords", "Customer note"),
    Target.CUSTOMER_SINCE: N("ImportWords", "Customer since"),
    Target.CUSTOMER_STAGE: N("ImportWords", "Stage"),
    Target.CUSTOMER_FILE_NUMBER: N("ImportWords", "Customer in its file"),
    Target.CASE_TOPIC: N("ImportWords", "Topic of the case"),
    Target.CASE_CHANNEL: N("ImportWords", "Channel of the case"),
    Target.FIRST_RESOLUTION: N("ImportWords", "First resolved"),
    Target.REOPENED: N("ImportWords", "Times reopened"),
    Target.HOLD_TIME: N("ImportWords", "On hold"),
    Target.AFTER_TIME: N("ImportWords", "After-contact work"),
    Target.WRITTEN_BY: N("ImportWords", "Written by"),
    Target.STATED: N("ImportWords", "What the customer said"),
    Target.MATTER: N("ImportWords", "What it really was"),
    Target.CAUSE: N("ImportWords", "Cause"),
    Target.DEPARTMENT: N("ImportWords", "Department"),
    Target.CAUSE_NOTE: N("ImportWords", "How it came about"),
    Target.CONFIRMED: N("ImportWords", "Customer confirmed"),
    Target.OWN_FIRM: N("ImportWords", "Firm"),
    Target.OWN_FIRM_NUMBER: N("ImportWords", "Customer number of the firm"),
    Target.PERSON_OR_FIRM: N("ImportWords", "Person or firm"),
    Target.OWN_SEGMENT: N("ImportWords", "Segment"),
    Target.OWN_BIRTHDAY: N("ImportWords", "Birthday"),
    Target.OWN_CHANNEL: N("ImportWords", "Preferred channel"),
    Target.OWN_MOTIVE: N("ImportWords", "Why they buy"),
    Target.OWN_REFERRED_BY: N("ImportWords", "Referred by"),
    Target.OWN_REFERRED_NUMBER: N("ImportWords", "Customer number of who referred them"),
    Target.OWN_CONSENT: N("ImportWords", "Consent"),
    Target.OWN_CONSENT_AT: N("ImportWords", "Consent, said on"),
    Target.OWN_CONSENT_NOTE: N("ImportWords", "Consent, how"),
    Target.LOST_AT: N("ImportWords", "Marked as lost"),
    Target.OWN_FIELDS: N("ImportWords", "Own fields"),
    Target.INTERVAL_END: N("ImportWords", "Ends at"),
    Target.OFFERED: N("ImportWords", "Offered"),
    Target.ANSWERED_COUNT: N("ImportWords", "Answered"),
    Target.MISSED_COUNT: N("ImportWords", "Missed"),
    Target.PHONE: N("ImportWords", "Phone"),
    Target.EMAIL: N("ImportWords", "E-mail"),
    Target.FIRST_NAME: N("ImportWords", "First name"),
    Target.LAST_NAME: N("ImportWords", "Last name"),
    Target.COMPANY: N("ImportWords", "Company"),
    Target.NAME: N("ImportWords", "Name"),
    Target.NOTE: N("ImportWords", "Note"),
    Target.SINCE: N("ImportWords", "Customer since"),
    Target.STAGE: N("ImportWords", "Stage"),
    Target.FIRM: N("ImportWords", "Firm they speak for"),
    Target.SEGMENT: N("ImportWords", "Segment"),
    Target.BIRTHDAY: N("ImportWords", "Birthday"),
    Target.PREFERRED_CHANNEL: N("ImportWords", "Preferred channel"),
    Target.MOTIVE: N("ImportWords", "Why they buy"),
    Target.REFERRED_BY: N("ImportWords", "Referred by"),
    Target.CONSENT_AT: N("ImportWords", "Consent, said on"),
    Target.CONSENT_NOTE: N("ImportWords", "Consent, how"),
    Target.OWN_FIELD: N("ImportWords", "A field of your own"),
    Target.BOUGHT_ON: N("ImportWords", "Bought on"),
    Target.AMOUNT: N("ImportWords", "Amount"),
    Target.CURRENCY: N("ImportWords", "Currency"),
    Target.WHAT: N("ImportWords", "What was bought"),
    Target.ORDER_NUMBER: N("ImportWords", "Order or receipt number"),
    Target.ANSWER: N("ImportWords", "Rating"),
    Target.COMMENT: N("ImportWords", "Comment"),
    Target.TAG: N("ImportWords", "Tag"),
    Target.SENT_AT: N("ImportWords", "Asked at"),
    Target.RESPONDED_AT: N("ImportWords", "Answered at"),
    Target.CUSTOMER_NUMBER: N("ImportWords", "Customer number"),
    Target.CHANGED_AT: N("ImportWords", "State since"),
    Target.CASE_NUMBER: N("ImportWords", "Case or ticket number"),
}
STATES: Mapping[str, object] = {
    "resolved": N("ImportWords", "Resolved"),
    "open": N("ImportWords", "Open"),
    "new": N("ImportWords", "New"),
    "follow_up": N("ImportWords", "Open, follow-up needed"),
    "waiting_customer": N("ImportWords", "Waiting for customer"),
    "waiting_third_party": N("ImportWords", "Waiting for third party"),
    "closed": N("ImportWords", "Closed"),
    "missed": N("ImportWords", "Missed"),
}
RESULTS: Mapping[str, object] = {
    "resolved": N("ImportWords", "Resolved"),
    "follow_up": N("ImportWords", "Follow-up"),
    "passed": N("ImportWords", "Passed on"),
    "missed": N("ImportWords", "Missed"),
    "open": N("ImportWords", "Open"),
}
ANSWERS: Mapping[str, object] = {"yes": N("ImportWords", "Answered"), "no": N("ImportWords", "Missed")}
DIRECTIONS: Mapping[str, object] = {
    "in": N("ImportWords", "The customer came to us"),
    "out": N("ImportWords", "We went to the customer"),
}
CONSENTS: Mapping[str, object] = {"yes": N("ImportWords", "Agreed"), "no": N("ImportWords", "Not agreed")}
STAGES: Mapping[str, object] = {"prospect": N("ImportWords", "Prospect"), "buyer": N("ImportWords", "Buyer")}
ORDERS: Mapping[DateOrder, object] = {
    DateOrder.DAY_FIRST: N("ImportWords", "Day first"),
    DateOrder.MONTH_FIRST: N("ImportWords", "Month first"),
    DateOrder.YEAR_FIRST: N("ImportWords", "Year first"),
}
UNITS: Mapping[DurationUnit, object] = {
    DurationUnit.SECONDS: N("ImportWords", "Seconds"),
    DurationUnit.MINUTES: N("ImportWords", "Minutes"),
    DurationUnit.HOURS: N("ImportWords", "Hours"),
    DurationUnit.MINUTES_SECONDS: N("ImportWords", "Minutes:seconds"),
    DurationUnit.HOURS_MINUTES: N("ImportWords", "Hours:minutes"),
}
_FIXED: Mapping[Target, Mapping[str, object]] = {
    Target.STATUS: STATES,
    Target.RESULT: RESULTS,
    Target.ANSWERED: ANSWERS,
    Target.DIRECTION: DIRECTIONS,
    Target.STAGE: STAGES,
    Target.CONSENT: CONSENTS,
}


def tr(text: object) -> str:
    """Translate words of these tables."""
    return QCoreApplication.translate(CONTEXT, str(text))


def import_title(kind: TableKind) -> str:
    """Return what an import of such rows is called."""
    return tr(TITLES[kind])


def target_name(target: Target) -> str:
    """Return what a place of the log is called."""
    return tr(TARGETS[target])


def meanings(target: Target, *, word: str, team: Team, may_join: bool = False) -> list[Choice]:
    """Return what a word of a column that goes there can mean, ending with leaving its rows out.

    `may_join`: whether people whom nobody knows can be taken into the team.
    """
    if target in _FIXED:
        found = [Choice(key=key, text=tr(text)) for key, text in _FIXED[target].items()]
    elif target is Target.CHANNEL:
        found = [Choice(key=channel.key, text=channel.name) for channel in team.channels]
        found = _with_own(found, word, tr(N("ImportWords", "New channel")))
    elif target is Target.TOPIC:
        found = _with_own(_named([topic.name for topic in team.topics]), word, tr(N("ImportWords", "New topic")))
    else:
        names = [member.name for member in team.members if member.active]
        found = _with_own(_named(names), word, tr(N("ImportWords", "Add, no longer here")))
        if may_join and len(found) > len(names):
            found = [Choice(key=JOINS, text=tr(N("ImportWords", "Add to the team"))), *found]
        found.append(Choice(key=NOBODY, text=tr(N("ImportWords", "Nobody; keep the rows"))))
    return [*found, Choice(key=LEAVE_ROWS_OUT, text=tr(N("ImportWords", "Leave these rows out")))]


def _named(names: list[str]) -> list[Choice]:
    return [Choice(key=name, text=name) for name in names]


def _with_own(choices: list[Choice], word: str, words: str) -> list[Choice]:
    """Add the word itself, which stands beside the choice, unless it is one of them already."""
    known = {choice.key.casefold() for choice in choices} | {choice.text.casefold() for choice in choices}
    own = [] if word.casefold() in known else [Choice(key=word, text=words)]
    return [*own, *choices]
