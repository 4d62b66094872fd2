"""The parts of a report about how groups of candidates fared: counts with their doubt side by side, no verdict."""

from collections.abc import Iterator

from csops.domain.fairness import OTHERS, QuestionRates, Step
from csops.domain.reports import Column, ColumnKind, Row, Section, Table, Text
from csops.services.fairness import Fairness

_CAUTION = (
    "These are counts, no verdict. With few people a difference is often chance, and an equal rate proves nothing; ask "
    "why people stopped at a step before you conclude anything. Groups of fewer than five are not named."
)
_NOTE = "Of those decided on; ratio: to the highest rate; p: Fisher's exact test against that group, two-sided"


def fairness(found: Fairness) -> Iterator[Section]:
    """Yield how applications came through each step, in all and by each question that enough answered."""
    yield Text(title="How groups fared", paragraphs=(_CAUTION, *map(_said, found.questions)))
    yield _everybody(found)
    for number, question in enumerate(found.questions, start=1):
        if question.steps:
            yield _groups(question, key=f"groups_{number}")


def _said(question: QuestionRates) -> str:
    counts = f"{question.question}: {question.answered} answered, {question.silent} did not"
    if question.is_hidden:
        return f"{counts}. Too few to show any group."
    if question.together:
        return f"{counts}. Counted together, for they are few: {len(question.together)} answers."
    return f"{counts}."


def _everybody(found: Fairness) -> Table:
    columns = (
        Column(key="step", title="Step", width=24),
        Column(key="decided", title="Decided on", kind=ColumnKind.INTEGER),
        Column(key="passed", title="Came through", kind=ColumnKind.INTEGER),
        Column(key="rate", title="Rate", kind=ColumnKind.SHARE, decimals=0),
        Column(key="withdrew", title="Withdrew", kind=ColumnKind.INTEGER),
        Column(key="waiting", title="Waiting", kind=ColumnKind.INTEGER),
    )
    rows = tuple(
        (_step(step), all_.decided, all_.passed, all_.rate, all_.withdrew, all_.waiting)
        for step in found.steps
        for all_ in [step.everybody]
    )
    erased = f"; {found.past} of them are counts of erased candidates" if found.past else ""
    return Table(
        key="steps", title="Steps", columns=columns, rows=rows, note=f"{found.applications} applications{erased}"
    )


def _groups(question: QuestionRates, *, key: str) -> Table:
    columns = (
        Column(key="step", title="Step", width=24),
        Column(key="group", title=question.question, width=24),
        Column(key="decided", title="Decided on", kind=ColumnKind.INTEGER),
        Column(key="passed", title="Came through", kind=ColumnKind.INTEGER),
        Column(key="rate", title="Rate", kind=ColumnKind.SHARE, decimals=0),
        Column(key="low", title="19 of 20 from", kind=ColumnKind.SHARE, decimals=0),
        Column(key="high", title="to", kind=ColumnKind.SHARE, decimals=0),
        Column(key="ratio", title="Ratio", kind=ColumnKind.NUMBER, decimals=2),
        Column(key="fifths", title="Below four fifths"),
        Column(key="p", title="p", kind=ColumnKind.NUMBER, decimals=3),
        Column(key="note", title="Note", width=30),
    )
    rows: list[Row] = []
    for step in question.steps:
        for one in step.groups:
            name = "others together" if one.group == OTHERS else one.group
            if one.is_small:
                rows.append((_step(step), name, *[None] * 6, "", None, "Fewer than five: not shown"))
                continue
            own, interval = one.passage, one.interval
            note = "Highest rate" if one.is_highest else ""
            if one.least_p is not None and one.least_p > 0.05:
                note = "Too few for the test to say anything"
            rows.append(
                (
                    _step(step),
                    name,
                    own.decided,
                    own.passed,
                    own.rate,
                    interval.low if interval else None,
                    interval.high if interval else None,
                    one.ratio,
                    "yes" if one.is_below_four_fifths else "no",
                    one.p,
                    note,
                )
            )
    return Table(key=key, title=f"By {question.question.casefold()}", columns=columns, rows=tuple(rows), note=_NOTE)


def _step(step: Step) -> str:
    return f"{step.before.value} to {step.after.value}"
