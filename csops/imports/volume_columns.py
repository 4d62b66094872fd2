"""Guesses the mapping of a file of counts: when, how many, on which channel; and asks what the file does not prove."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from csops.domain.count_rows import MONTH_MINUTES, WEEK_MINUTES, VolumeRow, step_of
from csops.domain.errors import OutOfRange
from csops.domain.volume import DAY_MINUTES
from csops.imports.columns import CALL_WORDS, agreed, cut, look_of, looks_of, placed_by_heading
from csops.imports.contents import Contents, find_heading, sample
from csops.imports.date_orders import find_order
from csops.imports.details import Details, detailed
from csops.imports.guesses import About, Guess, KnownNames, Question
from csops.imports.headings import fit, normal
from csops.imports.mapping import COUNTS, TIMES, Column, Mapping, TableKind, Target, folded
from csops.imports.reading import Reading
from csops.imports.suitability import share_of
from csops.imports.values import MOMENT, Unreadable, read_number
from csops.imports.vocabulary import channel_of
from csops.imports.volume_rows import VolumeReader
from csops.imports.volume_times import HOUR, RANGE, is_month_or_week, read_hours

T = Target
LOOKED_AT = 2000
ENOUGH = 0.6
MOST_CHANNELS = 30
END = re.compile(r"\b(?:to|end|ends|until|till|bis|ende|fin|hasta|tot|fine|jusqu)\b")
HOURS = re.compile(r"\b(?:hours?|time|interval|stunde|uhrzeit|zeit|heure|hora|uur|tijd|ora|period|slot)\b")
NO_COUNT = re.compile(
    r"\b(?:rate|percent\w*|pct|quote|share|level|sla|avg|average|mean|median|max|min|longest|seconds?|secs?|minutes?|"
    r"mins?|duration|time|times|speed|wait\w*|asa|aht|index|id|nr|no|year|month|day|weekday|hours?|week|quarter|date|"
    r"code|zip|plz|postal|"
    r"temp\w*|score|csat|nps|cost|revenue|agents?|staff\w*|occupancy|jahr|monat|tag|stunde|woche|dauer|zeit|quartal|"
    r"annee|mois|jour|heure|duree|ano|mes|dia|hora|duracion|jaar|maand|dag|uur|duur|tijd)\b"
)
MISSED = re.compile(
    r"\b(?:abandon\w*|missed|lost|unanswered|not answered|no answer|verpasst\w*|verloren\w*|aufgelegt\w*|"
    r"abgebrochen\w*|manque\w*|perdu\w*|perdid[oa]s?|gemist\w*|pers[ie])\b"
)
ANSWERED = re.compile(
    r"\b(?:answered|handled|accepted|taken|served|angenommen\w*|beantwortet\w*|bearbeitet\w*|repondu\w*|decroche\w*|"
    r"atendid[oa]s?|contestad[oa]s?|beantwoord\w*|opgenomen|risposte)\b"
)
OFFERED = re.compile(
    r"\b(?:offered|volumes?|counts?|contacts?|arrivals?|tickets?|requests?|cases?|interactions?|enquiries|inquiries|"
    r"received|incoming|inbound|total|number|presented|entered|anzahl|menge|kontakte|anfragen|eingehende?|angeboten\w*|"
    r"nombre|recus?|demandes?|total|cantidad|numero|recibid[oa]s?|aantal|inkomend\w*|quantita|ricevute)\b"
)
HANDLED = re.compile(
    r"\b(?:aht|handle|handling|talk|call duration|call length|bearbeitungs\w*|gesprachs\w*|duree d appel|"
    r"duracion de la llamada|gespreks\w*|durata)\b"
)
NO_HANDLED = re.compile(r"\b(?:wait\w*|answer|speed|hold|queue|ring|count|calls handled)\b")
LASTING = re.compile(
    r"\b(?:aht|asa|avg|average|mean|median|longest|duration|wait\w*|talk|handle|handling|speed|hold|dauer|\w+dauer|"
    r"\w+zeit|duree|attente|duracion|espera|duur|wachttijd|durata)\b"
)
CHANNEL_HEADING = re.compile(r"\b(?:channel|kanal|canal|kanaal|canale|queue|media|medium|line|skill|warteschlange)\b")
OWN_WORDS = re.compile(r"^posts?$")
_PLURALS = ("s", "e", "n", "en")


def guess(reading: Reading, *, known: KnownNames) -> Guess:
    """The likeliest mapping of a file of counts, and what is left to be asked."""
    place = find_heading(reading.rows)
    headings, data = cut(reading, place)
    missing, looks = looks_of(data, len(headings))
    begin = _beginning(headings, looks, data)
    columns = [Column(position=position, heading=heading) for position, heading in enumerate(headings)]
    for position, target in _times(begin, headings, looks).items():
        columns[position] = replace(columns[position], target=target)
    free = [position for position, column in enumerate(columns) if column.target is T.LEAVE_OUT]
    channel = next((at for at in free if _tells_channel(headings[at], looks[at], known)), None)
    if channel is not None:
        columns[channel] = replace(columns[channel], target=T.CHANNEL)
        free.remove(channel)
    for column in _counted(free, headings, looks, known, has_channel=channel is not None):
        columns[column.position] = column
    mapping = Mapping(
        kind=TableKind.VOLUME,
        columns=tuple(columns),
        heading_row=reading.numbers[place] if place is not None else 0,
        missing=missing,
        sheet=reading.sheet if len(reading.sheets) > 1 else None,
        encoding=reading.encoding if reading.encoding not in {None, "utf-8"} else None,
    )
    return _finished(mapping, data, looks, known)


def completed(reading: Reading, chosen: Mapping, *, known: KnownNames) -> Guess:
    """A mapping that a person made or changed, fitted to the file; see `csops.imports.columns.completed`."""
    place = next((i for i, number in enumerate(reading.numbers) if number == chosen.heading_row), None)
    headings, data = cut(reading, place)
    missing, looks = looks_of(data, len(headings))
    placed = placed_by_heading(chosen.columns, headings)
    columns = tuple(placed.get(i, Column(position=i, heading=text)) for i, text in enumerate(headings))
    return _finished(replace(chosen, columns=columns, missing=chosen.missing or missing), data, looks, known)


# ---------------------------------------------------------------- when
def _beginning(headings: Sequence[str], looks: Sequence[Contents], data: Sequence[tuple[str, ...]]) -> int | None:
    """The column of days or moments that fits best; one that tells the end of intervals is none."""
    offers = [
        (fit(heading, kind=TableKind.CONTACTS).get(T.STARTED_AT, 1) + 100 * (look.with_time > ENOUGH), -position)
        for position, (heading, look) in enumerate(zip(headings, looks, strict=True))
        if _is_dated(look, data, position) and not END.search(normal(heading))
    ]
    return -max(offers)[1] if offers else None


def _is_dated(look: Contents, data: Sequence[tuple[str, ...]], position: int) -> bool:
    if look.date >= ENOUGH or share_of(look, lambda word: "month" if is_month_or_week(word) else "") >= ENOUGH:
        return True
    halves = [RANGE.split(cell, maxsplit=1) for cell in sample(data, position) if cell]
    ranged = [parts[0] for parts in halves if len(parts) > 1]
    return bool(ranged) and len(ranged) >= ENOUGH * len(halves) and _are_dates(ranged)


def _are_dates(cells: Sequence[str]) -> bool:
    return sum(MOMENT.fullmatch(cell) is not None for cell in cells) >= ENOUGH * len(cells)


def _times(begin: int | None, headings: Sequence[str], looks: Sequence[Contents]) -> dict[int, Target]:
    if begin is None:
        return {}
    look = looks[begin]
    found = {begin: T.STARTED_AT}
    others = [place for place in range(len(headings)) if place != begin]
    ends = [
        at for at in others if END.search(normal(headings[at])) and (looks[at].date >= ENOUGH or _is_hour(looks[at]))
    ]
    if ends:
        found[ends[0]] = T.INTERVAL_END
    has_time = look.with_time >= 0.05 and look.midnight < 0.98 * look.with_time
    ranged = any(RANGE.search(cell) for cell in look.examples)
    hour = next(
        (at for at in others if at not in found and _is_hour(looks[at]) and _names_hour(headings[at], looks[at])), None
    )
    if hour is not None and not has_time and not ranged and look.date >= ENOUGH:
        found[begin], found[hour] = T.STARTED_DATE, T.STARTED_TIME
    return found


def _names_hour(heading: str, look: Contents) -> bool:
    # Bare numbers are hours only under a heading that says so.
    words = normal(heading)
    is_span = LASTING.search(words) is not None and words not in {"uhrzeit", "tageszeit"}
    bare = sum(count for word, count in look.words.items() if HOUR.fullmatch(word))
    return not is_span and (bare < 0.5 * look.filled or HOURS.search(words) is not None)


def _is_hour(look: Contents) -> bool:
    if not look.filled or look.date > 0.2:
        return False
    good = sum(count for word, count in look.words.items() if _reads_as_hour(word))
    return good >= 0.95 * look.filled


def _reads_as_hour(word: str) -> bool:
    hour = HOUR.fullmatch(word)
    if hour:
        return int(hour[1]) < 24
    try:
        read_hours(word)
    except Unreadable:
        return False
    return True


# ---------------------------------------------------------------- how many, on which channel
def _tells_channel(heading: str, look: Contents, known: KnownNames) -> bool:
    if not look.filled or look.number > 0.5 or look.distinct > MOST_CHANNELS:
        return False
    named = {folded(text) for pair in known.channels.items() for text in pair}
    share = share_of(look, lambda word: channel_of(word) or ("known" if folded(word) in named else ""))
    return share >= 0.8 or CHANNEL_HEADING.search(normal(heading)) is not None


def _counted(
    free: Sequence[int], headings: Sequence[str], looks: Sequence[Contents], known: KnownNames, *, has_channel: bool
) -> list[Column]:
    numbers = [at for at in free if _is_number(looks[at]) and "%" not in headings[at]]
    counting = [at for at in numbers if not NO_COUNT.search(normal(headings[at]))]
    found: dict[tuple[str, Target], Column] = {}
    for at in counting:
        heading = headings[at]
        channel = "" if has_channel else _channel_in(heading, known)
        target = _role(heading, is_named=bool(channel) or bool(_channel_in(heading, known)))
        if target is not None:
            found.setdefault((channel, target), Column(position=at, heading=heading, target=target, channel=channel))
    if not found and len(counting) == 1:
        at = counting[0]
        found["", T.OFFERED] = Column(position=at, heading=headings[at], target=T.OFFERED)
    counts = {column.position for column in found.values()}
    handled = _handled([at for at in free if at not in counts], headings, looks)
    channels = {channel for channel, _ in found}
    if handled is not None and found:
        channel = _channel_in(headings[handled], known)
        channel = channel if channel in channels else channels.pop() if len(channels) == 1 else ""
        found[channel, T.HANDLE_TIME] = Column(
            position=handled, heading=headings[handled], target=T.HANDLE_TIME, channel=channel
        )
    return list(found.values())


def _role(heading: str, *, is_named: bool) -> Target | None:
    words = normal(heading)
    if MISSED.search(words):
        return T.MISSED_COUNT
    if ANSWERED.search(words):
        return T.ANSWERED_COUNT
    return T.OFFERED if is_named or OFFERED.search(words) else None


def _channel_in(heading: str, known: KnownNames) -> str:
    """Key of the channel that a heading names: the whole of it, or one of its words."""
    named = {normal(text): key for key, name in known.channels.items() for text in (name, key)}
    words = normal(heading)
    if words in named:
        return named[words]
    for word in (words, *words.split()):
        for form in (word, *(word.removesuffix(ending) for ending in _PLURALS)):
            found = named.get(form) or ("" if OWN_WORDS.match(form) else channel_of(form))
            if found:
                return found
    return "phone" if CALL_WORDS.search(words) else ""


def _is_number(look: Contents) -> bool:
    good = sum(count for word, count in look.words.items() if _reads(word, ".") or _reads(word, ","))
    return bool(look.filled) and good >= 0.8 * look.filled


def _reads(word: str, decimal: str) -> bool:
    try:
        read_number(word, decimal=decimal)
    except ValueError:
        return False
    return True


def _handled(free: Sequence[int], headings: Sequence[str], looks: Sequence[Contents]) -> int | None:
    for at in free:
        words, look = normal(headings[at]), looks[at]
        is_span = max(look.number + look.duration, look.clock) >= 0.8
        if is_span and HANDLED.search(words) and not NO_HANDLED.search(words):
            return at
    return None


# ---------------------------------------------------------------- what is left to be asked
def _finished(chosen: Mapping, data: Sequence[tuple[str, ...]], looks: Sequence[Contents], known: KnownNames) -> Guess:
    has_channel = chosen.column(T.CHANNEL) is not None or T.CHANNEL in chosen.constants
    columns = [
        _ordered(_signed(column if has_channel else _named(column, known), look), data)
        for column, look in zip(chosen.columns, looks, strict=True)
    ]
    pairs = list(zip(columns, looks, strict=True))
    details = agreed([detailed(column, data, look, missing=chosen.missing, known=known) for column, look in pairs])
    mapping = replace(chosen, columns=tuple(detail.column for detail in details))
    asked = [question for detail in details for question in detail.questions]
    questions = [*_about_file(mapping, looks, known), *asked]
    if not any(question.needed for question in questions):
        step, question = _step(mapping, data)
        questions += [question] if question is not None else []
        details = [_timed(detail, step) for detail in details]
    details = [_counting(detail, mapping, known) for detail in details]
    seen = tuple(look_of(detail, look) for detail, look in zip(details, looks, strict=True))
    return Guess(mapping=mapping, looks=seen, questions=tuple(questions))


def _signed(column: Column, look: Contents) -> Column:
    """The decimal sign of counts, as far as they show it: 1.250 alone is a thousand and more, for nobody counts so."""
    if column.target not in COUNTS or column.decimal != ".":
        return column
    words = list(look.words)
    has_comma = any(re.fullmatch(r"-?\d+,\d{1,2}", word) for word in words)
    grouped = [word for word in words if "." in word]
    is_grouped = bool(grouped) and all(re.fullmatch(r"-?\d{1,3}(?:\.\d{3})+", word) for word in grouped)
    return replace(column, decimal="," if has_comma or is_grouped else ".")


def _ordered(column: Column, data: Sequence[tuple[str, ...]]) -> Column:
    """The order of dates that stand in ranges, which only show it without their ends."""
    if column.target not in TIMES or column.date_order is not None:
        return column
    cells = [row[column.position] for row in data if column.position < len(row)]
    if not any(RANGE.search(cell) for cell in cells[:LOOKED_AT]):
        return column
    found = find_order(RANGE.split(cell, maxsplit=1)[0] for cell in cells)
    return replace(column, date_order=found.order) if found.order and not found.mixed else column


def _about_file(mapping: Mapping, looks: Sequence[Contents], known: KnownNames) -> list[Question]:
    questions = []
    if not (mapping.column(T.STARTED_AT) or mapping.column(T.STARTED_DATE)):
        questions.append(Question(about=About.STARTED, sentence=_no_time(mapping, looks), needed=True))
    counted = [column for column in mapping.columns if column.target in COUNTS]
    if not any(column.target in {T.OFFERED, T.ANSWERED_COUNT} for column in counted):
        sentence = "Which column counts the contacts that came, or those that were answered?"
        questions.append(Question(about=About.COUNTS, sentence=sentence, needed=True))
    elif all(column.target is T.ANSWERED_COUNT for column in counted):
        sentence = "Only answered contacts are told: contacts that nobody answered will be lacking. Is that right?"
        questions.append(Question(about=About.COUNTS, sentence=sentence))
    bare = [column for column in counted if not column.channel]
    if bare and mapping.column(T.CHANNEL) is None and T.CHANNEL not in mapping.constants:
        questions.append(_about_channel(bare, known))
    return questions


def _no_time(mapping: Mapping, looks: Sequence[Contents]) -> str:
    if any(look.date >= ENOUGH for look in looks):
        return "Which column tells when each interval begins?"
    heading = next((c.heading for c, look in zip(mapping.columns, looks, strict=True) if look.number >= 0.9), "")
    numbered = f" “{heading}” is a number and no day." if heading else ""
    return (
        f"No column tells the day or the time of the counts.{numbered} "
        "Add a column with the date of each row, then import the file again"
    )


def _about_channel(bare: Sequence[Column], known: KnownNames) -> Question:
    named = ", ".join(f"“{column.heading}”" for column in bare)
    several = len({column.target for column in bare}) < len(bare)
    sentence = f"No column tells the channel. On which channel did {named} come?"
    position = bare[0].position if several else None
    choices = tuple(known.channels)
    return Question(
        about=About.CHANNEL, sentence=sentence, position=position, heading=bare[0].heading, choices=choices, needed=True
    )


def _step(mapping: Mapping, data: Sequence[tuple[str, ...]]) -> tuple[str, Question | None]:
    """How long an interval is in words, from the first rows; a question where that cannot be."""
    reader = VolumeReader(mapping, timezone="UTC")
    read = (reader.read(number, row) for number, row in enumerate(islice(data, LOOKED_AT), start=1))
    rows = [row for row in read if isinstance(row, VolumeRow)]
    if not rows:
        return "", None
    try:
        return step_words(step_of(rows)), None
    except OutOfRange as fault:
        sentence = "The rows of this file stand for {value}. {right}".format(**fault.fields)
        return "", Question(about=About.INTERVAL, sentence=sentence, needed=True)


def step_words(minutes: int) -> str:
    """How long an interval is, in words."""
    named = {DAY_MINUTES: "Days", WEEK_MINUTES: "Weeks", MONTH_MINUTES: "Months", 60: "Hours"}
    return named.get(minutes) or (f"{minutes // 60} hours" if minutes % 60 == 0 else f"{minutes} minutes")


def _named(column: Column, known: KnownNames) -> Column:
    """A column of counts with the channel that its heading names, where nobody has said another."""
    if column.target not in COUNTS or column.channel:
        return column
    return replace(column, channel=_channel_in(column.heading, known))


def _counting(detail: Details, mapping: Mapping, known: KnownNames) -> Details:
    """Which channel a column of counts tells, beside it."""
    column = detail.column
    if column.target not in COUNTS:
        return detail
    key = column.channel or ("" if mapping.column(T.CHANNEL) else mapping.constants.get(T.CHANNEL, ""))
    return replace(detail, note=known.channels.get(key, key))


def _timed(detail: Details, step: str) -> Details:
    column = detail.column
    if column.target in {T.STARTED_AT, T.STARTED_DATE} and step:
        return replace(detail, note=step)
    return detail
