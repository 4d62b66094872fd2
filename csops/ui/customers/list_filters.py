"""What the list of customers can be filtered by, and what is chosen as a filter of the domain."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from csops.domain.birthdays import kept_within
from csops.domain.customer_filters import CustomerFilter
from csops.domain.customers import Consent, OwnField, Stage
from csops.services.customer_words import KnownWords
from csops.ui.customers.list_columns import stage_words
from csops.ui.customers.wording import consent_words, tr
from csops.ui.kit.choices import Option
from csops.ui.kit.filters import FilterField

Chosen = Mapping[str, Sequence[str]]
FIELD_OF_COLUMN = {
    "stage": "stage",
    "segment": "segment",
    "birthday": "birthday",
    "consent": "consent",
    "open_cases": "is",
    "spent": "is",
    "risk": "is",
    "firm": "kind",
    "name": "kind",
}
"""Which filter a right click on a column's head opens."""
_BETWEEN = "\x1f"
FIRM, PERSON, OPEN, BOUGHT, NEVER, LOST, RISK = "firm", "person", "open", "bought", "never", "lost", "risk"
TODAY, WEEK, NEXT_WEEK, MONTH = "today", "week", "next_week", "month"


def filter_fields(known: KnownWords) -> list[FilterField]:
    """Return the filters, with what the shop has used so far to choose from."""
    segments = tuple(Option(key=word, text=word) for word in known.segments)
    return [
        FilterField(key="stage", title=tr("Stage"), options=_stages()),
        FilterField(key="segment", title=tr("Segment"), options=segments, is_offered=bool(segments)),
        FilterField(key="birthday", title=tr("Birthday"), options=_birthdays(), is_single=True, is_bare=True),
        FilterField(key="is", title=tr("Status"), options=_states()),
        FilterField(key="kind", title=tr("Kind"), options=_kinds(), is_single=True, is_offered=False),
        FilterField(key="consent", title=tr("Consent"), options=_consents(), is_offered=False),
        FilterField(
            key="own", title=tr("Own field"), options=tuple(_option(one) for one in known.values), is_offered=False
        ),
    ]


def filter_of(chosen: Chosen, *, today: date) -> CustomerFilter:
    """Return what is chosen as the database is asked for it."""
    states, kinds = chosen.get("is", ()), chosen.get("kind", ())
    return CustomerFilter(
        stages=tuple(Stage(key) for key in chosen.get("stage", ())),
        segments=tuple(chosen.get("segment", ())),
        is_firm=None if not kinds else FIRM in kinds,
        consents=tuple(Consent(key) for key in chosen.get("consent", ())),
        birthdays=tuple(end for key in chosen.get("birthday", ()) for end in _days(key, today)),
        fields=tuple(_field(key) for key in chosen.get("own", ())),
        has_open=True if OPEN in states else None,
        has_bought=True if BOUGHT in states else False if NEVER in states else None,
        is_lost=True if LOST in states else None,
    )


def is_at_risk(chosen: Chosen) -> bool:
    """Whether those alone are asked for who may be about to leave."""
    return RISK in chosen.get("is", ())


def _days(key: str, today: date) -> tuple[str, ...]:
    monday = today - timedelta(days=today.weekday())
    first, last = {
        TODAY: (today, today),
        WEEK: (monday, monday + timedelta(days=6)),
        NEXT_WEEK: (monday + timedelta(days=7), monday + timedelta(days=13)),
        MONTH: (today, today + timedelta(days=30)),
    }[key]
    return kept_within(first, last)


def _birthdays() -> tuple[Option, ...]:
    return (
        Option(key=TODAY, text=tr("Birthday today")),
        Option(key=WEEK, text=tr("Birthday this week")),
        Option(key=NEXT_WEEK, text=tr("Birthday next week")),
        Option(key=MONTH, text=tr("Birthday within 30 days")),
    )


def _states() -> tuple[Option, ...]:
    return (
        Option(key=OPEN, text=tr("with open cases")),
        Option(key=BOUGHT, text=tr("with purchases")),
        Option(key=NEVER, text=tr("without purchases")),
        Option(key=RISK, text=tr("at risk of leaving")),
        Option(key=LOST, text=tr("no longer a customer")),
    )


def _kinds() -> tuple[Option, ...]:
    return (Option(key=PERSON, text=tr("Person")), Option(key=FIRM, text=tr("Firm")))


def _stages() -> tuple[Option, ...]:
    return tuple(Option(key=stage.value, text=stage_words(stage)) for stage in Stage)


def _consents() -> tuple[Option, ...]:
    return tuple(Option(key=one.value, text=consent_words(one)) for one in Consent)


def _option(field: OwnField) -> Option:
    words = tr("{name}: {value}") if field.value else tr("{name}: anything")
    return Option(key=f"{field.name}{_BETWEEN}{field.value}", text=words.format(name=field.name, value=field.value))


def _field(key: str) -> OwnField:
    name, _, value = key.partition(_BETWEEN)
    return OwnField(name=name, value=value)
