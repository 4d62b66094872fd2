"""Tables that follow from the records: times of cases counted twice, turns, reopenings, the backlog of each day.

They have no foreign keys and no journal: what they say can be worked out anew from contacts, cases and states.
Columns called `..._business` count opening hours, `..._elapsed` all time.
"""

from sqlalchemy import Boolean, Column, Date, Index, Integer, String, Table, Text, text

from csops.storage.columns import Id, Span, Utc, metadata

case_times = Table(
    "case_times",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("channel_id", Id),
    Column("topic_id", Id),
    Column("owner_id", Id),
    Column("customer_id", Id),
    Column("opened_at", Utc, nullable=False),
    Column("waits_since", Utc),
    Column("waits_on", Id),
    Column("replied_at", Utc),
    Column("replied_by", Id),
    Column("response_business", Span),
    Column("response_elapsed", Span),
    Column("first_resolved_at", Utc),
    Column("first_business", Span),
    Column("first_elapsed", Span),
    Column("resolved_at", Utc),
    Column("full_business", Span),
    Column("full_elapsed", Span),
    Column("wait_business", Span),
    Column("wait_elapsed", Span),
    Column("ended_at", Utc),
    Column("came", Integer, nullable=False),
    Column("passed", Integer, nullable=False),
    Column("reopened", Integer, nullable=False),
    Column("next_after", Span),
    Index("ix_case_times_opened_at", "opened_at"),
    Index("ix_case_times_resolved_at", "resolved_at"),
)
"""One row for each case.

- `waits_since`, `waits_on`: since when and on which channel the customer waited for a first reply; none where the case
  began live, or the customer was never in touch. `replied_at`, `replied_by`: the first reply by a person, or none yet;
- `resolved_at`: the last resolution, none while open; `ended_at`: since when it is settled, resolved or not;
- `wait_...`: requester wait until the last resolution, none while open;
- `came`: contacts by the customer; `passed`: escalations; `reopened`: how often;
- `next_after`: how long after the last resolution the customer came again on the same topic; none within 30 days.
"""

turns = Table(
    "turns",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", Id),
    Column("topic_id", Id),
    Column("member_id", Id),
    Column("since_at", Utc, nullable=False, index=True),
    Column("ended_at", Utc),
    Column("replied", Boolean, nullable=False),
    Column("business", Span),
    Column("elapsed", Span),
    Index(
        "ix_turns_pending",
        "since_at",
        sqlite_where=text("ended_at IS NULL"),
    ),
)
"""From the oldest unanswered message of a customer to the next reply; `replied` is false where the case was settled
without one, and its times are those until then. `member_id`: who replied, else the owner of the case."""

reopenings = Table(
    "reopenings",
    metadata,
    Column("case_id", Id, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("resolved_at", Utc),
    Column("ended_at", Utc, nullable=False),
    Column("at", Utc, nullable=False),
    Column("channel_id", Id),
    Column("topic_id", Id),
    Column("owner_id", Id),
)
"""A case that was not settled after all: `at` when, `resolved_at` the resolution that was undone (none where it had
only been closed), `ended_at` since when it was settled. Every resolution is here or the last one of its case."""

backlog_days = Table(
    "backlog_days",
    metadata,
    Column("day", Date, primary_key=True),
    Column("band", Integer, primary_key=True, autoincrement=False),
    Column("channel_id", Id, primary_key=True, autoincrement=False),
    Column("topic_id", Id, primary_key=True, autoincrement=False),
    Column("owner_id", Id, primary_key=True, autoincrement=False),
    Column("change", Integer, nullable=False),
)
"""How many more cases than the day before were not resolved at the end of a local day, by age band (0: under 4 hours)
and by whose they are (0: nobody's). The sum up to a day is the backlog of that day. Days to come are in it, too: a case
that is open today grows older."""

derived_marks = Table(
    "derived_marks",
    metadata,
    Column("name", String(60), primary_key=True),
    Column("value", Text, nullable=False),
    Column("at", Utc, nullable=False),
)
"""By what the derived tables were worked out: the opening hours, under a name for each set of rules."""
