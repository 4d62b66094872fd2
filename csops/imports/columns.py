"""Guesses the mapping of a file from its headings and contents, and asks what they do not prove."""

import re
from collections.abc import Sequence
from dataclasses import replace

from csops.domain.errors import UnknownName
from csops.imports.contents import Contents, find_heading, look_at, missing_marks, sample
from csops.imports.details import Details, detailed
from csops.imports.guesses import About, Guess, KnownNames, Look, Question, Unread
from csops.imports.headings import fit, normal
from csops.imports.mapping import REPEATABLE, Column, Mapping, TableKind, Target, folded
from csops.imports.rating_words import share_rated, share_worded
from csops.imports.ratings import kind_of_heading, speaks_of_rating
from csops.imports.reading import Reading
from csops.imports.suitability import share_of, suits
from csops.imports.vocabulary import channel_of

ENOUGH_POINTS = 30
# Points for contents that speak for themselves under any heading.
EMAIL_POINTS, CHANNEL_POINTS, MOMENT_POINTS, ANSWER_POINTS = 45, 40, 31, 90
MOST_TEXTS = 3
TEXTS = frozenset({Target.TEXT, Target.NOTE, Target.COMMENT})
# A cell of a survey that is longer than this on average is what somebody wrote.
WRITTEN = 20
# Different values of the widest usual scale, 0 to 10.
MOST_STEPS = 11
CALL_WORDS = re.compile(r"\b(?:calls?|caller|anrufe?|anrufer|gesprach\w*|talk|llamadas?|appels?|gesprek\w*|ivr)\b")
# Addresses under such a heading are those of the team, not of the customer.
COLLEAGUE = re.compile(r"\b(?:owner|agent|assign\w*|rep|user|staff|by|bearbeiter|mitarbeiter)\b")
_BUYER = (
    Target.CUSTOMER_NUMBER, Target.CUSTOMER, Target.FIRST_NAME, Target.LAST_NAME, Target.COMPANY, Target.PHONE,
    Target.EMAIL,
)  # fmt: skip
WHO = (Target.NAME, Target.FIRST_NAME, Target.LAST_NAME, Target.COMPANY, Target.PHONE, Target.EMAIL)


def guess(reading: Reading, *, kind: TableKind = TableKind.CONTACTS, known: KnownNames) -> Guess:
    """The likeliest mapping of the file, one look per column, and the questions that are left.

    Args:
        reading: all rows of the file; the more there are, the more is proved (a day above 12, a word's frequency).
        kind: what the rows are.
        known: names of the database by which the file's words are understood.
    """
    place = find_heading(reading.rows)
    headings, data = cut(reading, place)
    missing, looks = looks_of(data, len(headings))
    assigned = _assigned(headings, looks, kind)
    if kind is TableKind.SURVEYS and Target.ANSWER not in assigned:
        assigned = _with_figures(assigned, looks)
    unread = _unread(assigned, headings, looks, kind)
    targets = _refined(assigned, looks)
    chosen = Mapping(
        kind=kind,
        columns=tuple(Column(position=i, heading=text, target=targets[i]) for i, text in enumerate(headings)),
        heading_row=reading.numbers[place] if place is not None else 0,
        constants=_constants(kind, targets, headings),
        missing=missing,
        sheet=reading.sheet if len(reading.sheets) > 1 else None,
        encoding=reading.encoding if reading.encoding not in {None, "utf-8"} else None,
    )
    return replace(_finished(chosen, data, looks, known), unread=unread)


def completed(reading: Reading, chosen: Mapping, *, known: KnownNames) -> Guess:
    """A mapping that a person made or changed, fitted to the file: what it leaves open is guessed from the cells.

    Columns are found by their headings, the second of two equal ones by its place in the list. So a map written by hand
    may name some columns only, and one remembered from an earlier file fits when columns have moved. Columns that it
    does not name are left out. Order, unit and words that it does give stay as they are.

    Raises:
        UnknownName: a heading that the file does not have.
    """
    place = next((i for i, number in enumerate(reading.numbers) if number == chosen.heading_row), None)
    headings, data = cut(reading, place)
    missing, looks = looks_of(data, len(headings))
    if chosen.column(Target.OWN_NUMBER) or chosen.column(Target.OWN_CUSTOMER):
        missing = ()  # what we wrote has no marks for nothing: a dash is a dash
    placed = placed_by_heading(chosen.columns, headings)
    columns = tuple(placed.get(i, Column(position=i, heading=text)) for i, text in enumerate(headings))
    return _finished(replace(chosen, columns=columns, missing=chosen.missing or missing), data, looks, known)


def placed_by_heading(columns: Sequence[Column], headings: Sequence[str]) -> dict[int, Column]:
    """The columns that a mapping names, by their places in this file."""
    free = dict(enumerate(map(folded, headings)))
    placed: dict[int, Column] = {}
    for column in columns:
        wanted = folded(column.heading)
        same = [position for position, heading in free.items() if heading == wanted]
        if not same:
            raise UnknownName(field="column", value=column.heading, known=", ".join(filter(None, headings)))
        position = column.position if column.position in same else same[0]
        del free[position]
        placed[position] = replace(column, position=position)
    return placed


def looks_of(data: Sequence[tuple[str, ...]], width: int) -> tuple[tuple[str, ...], list[Contents]]:
    """The marks for "nothing", and what each column looks like without them."""
    samples = [sample(data, position) for position in range(width)]
    missing = missing_marks(samples)
    return missing, [look_at([cell if folded(cell) not in missing else "" for cell in cells]) for cells in samples]


def _finished(chosen: Mapping, data: Sequence[tuple[str, ...]], looks: Sequence[Contents], known: KnownNames) -> Guess:
    pairs = list(zip(chosen.columns, looks, strict=True))
    details = agreed([detailed(column, data, look, missing=chosen.missing, known=known) for column, look in pairs])
    mapping = replace(chosen, columns=tuple(detail.column for detail in details))
    questions = [*_about_file(mapping, known), *(question for detail in details for question in detail.questions)]
    seen = tuple(look_of(detail, look) for detail, look in zip(details, looks, strict=True))
    return Guess(mapping=mapping, looks=seen, questions=tuple(questions))


def cut(reading: Reading, place: int | None) -> tuple[list[str], Sequence[tuple[str, ...]]]:
    """Headings (one for each column that any row has) and the rows below."""
    data = reading.rows[place + 1 :] if place is not None else reading.rows
    heading = [cell.strip() for cell in reading.rows[place]] if place is not None else []
    width = max(len(heading), max((len(row) for row in data[:1000]), default=0))
    return heading + [""] * (width - len(heading)), data


def _assigned(headings: Sequence[str], looks: Sequence[Contents], kind: TableKind) -> list[Target]:
    """The targets by points: the best pair of column and target first, each column once, most targets once."""
    offers = [
        (points * suits(target, look), -position, target)
        for position, (heading, look) in enumerate(zip(headings, looks, strict=True))
        for target, points in _points(heading, look, kind).items()
    ]
    targets: dict[int, Target] = {}
    taken: list[Target] = []
    for points, place, target in sorted(offers, key=lambda offer: offer[:2], reverse=True):
        limit = (
            MOST_TEXTS
            if target in {Target.TEXT, Target.NOTE, Target.COMMENT}
            else len(headings)
            if target in REPEATABLE
            else 1
        )
        if points >= ENOUGH_POINTS and -place not in targets and taken.count(target) < limit:
            targets[-place] = target
            taken.append(target)
    return [targets.get(position, Target.LEAVE_OUT) for position in range(len(headings))]


def _unread(
    targets: Sequence[Target], headings: Sequence[str], looks: Sequence[Contents], kind: TableKind
) -> tuple[Unread, ...]:
    """The columns that are left out only because of what is in their cells, each with what its heading names."""
    found = []
    for position, (target, heading, look) in enumerate(zip(targets, headings, looks, strict=True)):
        named = {one: points for one, points in fit(heading, kind=kind).items() if points >= ENOUGH_POINTS}
        is_left = target is Target.LEAVE_OUT and look.filled and named
        if is_left and not any(one in targets or suits(one, look) for one in named):
            best = max(named, key=lambda one: named[one])
            # A number that is no number is left out because it tells no row from another, not because it is unread.
            found += [Unread(position=position, heading=heading, target=best)] if best is not Target.NUMBER else []
    return tuple(found)


def _points(heading: str, look: Contents, kind: TableKind) -> dict[Target, int]:
    points = fit(heading, kind=kind)
    if look.email >= 0.8 and not COLLEAGUE.search(normal(heading)):
        points.setdefault(Target.EMAIL, EMAIL_POINTS)
    if kind is TableKind.SURVEYS:
        return points | _answer_points(heading, look, points)
    if kind is TableKind.CONTACTS:
        if share_of(look, channel_of) >= 0.8 and look.distinct <= 12:
            points[Target.CHANNEL] = max(points.get(Target.CHANNEL, 0), CHANNEL_POINTS)
        if look.date >= 0.9 and not heading:
            points[Target.STARTED_AT] = MOMENT_POINTS
    return points


def _answer_points(heading: str, look: Contents, points: dict[Target, int]) -> dict[Target, int]:
    """Points for a column of ratings: by the question in its heading, or by values that speak for themselves."""
    if kind_of_heading(heading) and suits(Target.ANSWER, look):
        return {Target.ANSWER: ANSWER_POINTS}
    if (speaks_of_rating(heading) and suits(Target.ANSWER, look)) or share_worded(look) >= 0.8:
        return {Target.ANSWER: max([MOMENT_POINTS, *points.values()])}
    is_text = look.length > WRITTEN and max(look.date, look.email, look.number) < 0.2
    return {Target.COMMENT: max(MOMENT_POINTS, points.get(Target.COMMENT, 0))} if is_text else {}


def _with_figures(targets: list[Target], looks: Sequence[Contents]) -> list[Target]:
    """Take columns of few small figures for ratings, where no heading names one; which question it was is asked."""
    return [
        Target.ANSWER
        if target is Target.LEAVE_OUT and look.distinct <= MOST_STEPS and share_rated(look) > 0.9
        else target
        for target, look in zip(targets, looks, strict=True)
    ]


def _refined(targets: list[Target], looks: Sequence[Contents]) -> list[Target]:
    """Tells a moment from a day with its time in another column."""
    if Target.STARTED_AT not in targets:
        return targets
    start = targets.index(Target.STARTED_AT)
    look = looks[start]
    has_time = look.with_time >= 0.05 and look.midnight < 0.98 * look.with_time
    if not has_time:
        targets[start] = Target.STARTED_DATE
    elif Target.STARTED_TIME in targets:
        targets[targets.index(Target.STARTED_TIME)] = Target.LEAVE_OUT
    return targets


def agreed(details: list[Details]) -> list[Details]:
    """Where one date column proves its order, the undecided ones of the file are read alike."""
    proved = {detail.column.date_order for detail in details if detail.is_order_proved}
    if len(proved) != 1:
        return details
    order = proved.pop()
    return [
        replace(detail, column=replace(detail.column, date_order=order), questions=())
        if any(question.about is About.DATE_ORDER and question.needed for question in detail.questions)
        else detail
        for detail in details
    ]


def _constants(kind: TableKind, targets: Sequence[Target], headings: Sequence[str]) -> dict[Target, str]:
    is_calls = any(CALL_WORDS.search(normal(heading)) for heading in headings)
    if kind is TableKind.CONTACTS and Target.CHANNEL not in targets and is_calls:
        return {Target.CHANNEL: "phone"}
    return {}


def _about_file(mapping: Mapping, known: KnownNames) -> list[Question]:
    if mapping.kind is TableKind.CANDIDATES:
        return _about_candidates(mapping, known)
    by_kind = {
        TableKind.SURVEYS: _about_surveys,
        TableKind.PURCHASES: _about_purchases,
        TableKind.CASE_LOG: _about_case_log,
    }
    if mapping.kind in by_kind:
        return by_kind[mapping.kind](mapping)
    if mapping.kind is TableKind.CUSTOMERS:
        if any(mapping.column(target) for target in WHO):
            return []
        return [Question(about=About.NAME, sentence="Which column tells who the customer is?", needed=True)]
    questions = []
    if not (mapping.column(Target.STARTED_AT) or mapping.column(Target.STARTED_DATE)):
        sentence = "Which column tells when each contact began?"
        questions.append(Question(about=About.STARTED, sentence=sentence, needed=True))
    if not mapping.column(Target.CHANNEL):
        questions.append(_about_channel(mapping, known))
    return questions


def _about_purchases(mapping: Mapping) -> list[Question]:
    wanted = (
        (About.STARTED, (Target.BOUGHT_ON,), "Which column tells when each purchase was made?"),
        (About.AMOUNT, (Target.AMOUNT,), "Which column tells the amount of each purchase?"),
        (About.NAME, _BUYER, "Which column tells who bought: a number, a name, a phone or an e-mail?"),
    )
    return [
        Question(about=about, sentence=sentence, needed=True)
        for about, targets, sentence in wanted
        if not any(mapping.column(target) for target in targets)
    ]


def _about_case_log(mapping: Mapping) -> list[Question]:
    wanted = (
        (About.NAME, Target.CASE_NUMBER, "Which column tells the number of the case?"),
        (About.ANSWER, Target.STATUS, "Which column tells the state into which the case came?"),
        (About.STARTED, Target.CHANGED_AT, "Which column tells when it came into that state?"),
    )
    missing = [
        Question(about=about, sentence=sentence, needed=True)
        for about, target, sentence in wanted
        if not mapping.column(target)
    ]
    said = "Was the first update by which a case is no longer new a reply to the customer? The log holds no messages."
    return [*missing, Question(about=About.REPLY, sentence=said, choices=("no", "yes"))]


def _about_surveys(mapping: Mapping) -> list[Question]:
    if not (mapping.column(Target.ANSWER) or mapping.column(Target.COMMENT)):
        sentence = "Which column tells the rating, or what the customer wrote?"
        return [Question(about=About.ANSWER, sentence=sentence, needed=True)]
    if not (mapping.column(Target.RESPONDED_AT) or mapping.column(Target.SENT_AT)):
        sentence = "No column tells when they answered: the day of the import is taken."
        return [Question(about=About.STARTED, sentence=sentence)]
    return []


def _about_candidates(mapping: Mapping, known: KnownNames) -> list[Question]:
    questions = []
    if not any(mapping.column(target) for target in (Target.NAME, Target.FIRST_NAME, Target.LAST_NAME)):
        sentence = "Which column tells the name of each candidate?"
        questions.append(Question(about=About.NAME, sentence=sentence, needed=True))
    chosen = known.openings.get(mapping.constants.get(Target.OPENING, ""))
    sentence = "For which opening did they apply?" if chosen is None else f"They applied for “{chosen}”"
    if not known.openings:
        sentence = "Candidates are imported for an opening. Open a place to fill first, under Team & hiring"
    numbers = tuple(known.openings)
    titles = tuple((title, int(number)) for number, title in known.openings.items())
    about = Question(about=About.OPENING, sentence=sentence, choices=numbers, words=titles, needed=chosen is None)
    return [*questions, about]


def _about_channel(mapping: Mapping, known: KnownNames) -> Question:
    keys = tuple(known.channels)
    if Target.CHANNEL in mapping.constants:
        sentence = "The headings speak of calls: every row is taken as a phone call. Is that right?"
        return Question(about=About.CHANNEL, sentence=sentence, choices=("phone", *(k for k in keys if k != "phone")))
    sentence = "No column tells the channel. On which channel did these contacts come?"
    return Question(about=About.CHANNEL, sentence=sentence, choices=keys, needed=True)


def look_of(detail: Details, look: Contents) -> Look:
    """What was seen in a column and how it is read."""
    column = detail.column
    return Look(
        position=column.position,
        heading=column.heading,
        examples=look.examples,
        filled=look.filled,
        counts=detail.counts,
        note=detail.note,
    )
