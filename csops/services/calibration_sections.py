"""The parts of a report on calibrations: one session, and how far reviewers agree over all of them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import fsum
from zoneinfo import ZoneInfo

from csops.domain.calibration_figures import Alignment, PooledFigures, Session, SessionFigures, alignments
from csops.domain.coefficients import ENOUGH_SESSIONS, OF_AC, OF_ALPHA, OF_ICC, Coefficient, Strength, is_enough
from csops.domain.reports import Column, ColumnKind, Definition, Definitions, Fact, Facts, Section, Table, Text
from csops.domain.review_answers import words_of_rating
from csops.services.calibrations import SeenCalibration
from csops.services.held_calibrations import rated_of
from csops.services.quality_sections import Names

_NUMBER, _COUNT, _SHARE = ColumnKind.NUMBER, ColumnKind.INTEGER, ColumnKind.SHARE
_NOBODY = "No longer known"
_NEAR = "Nearness: how near to what was agreed, 100 % where all was given so; of so many criteria as were agreed on"
_FROM = f"said from {ENOUGH_SESSIONS} contacts on"
WORDS = Definitions(
    entries=(
        Definition(
            term="Same rating",
            definition="The share of pairs of reviewers who gave the same, by criterion; not applicable is an answer.",
        ),
        Definition(
            term="AC1, AC2",
            definition="Agreement beyond chance: 1 is full agreement, 0 what chance alone would give. AC2 counts steps "
            f"of a scale that lie near each other as partly the same. Weak below 0.40, good from 0.75; {_FROM}.",
            source=OF_AC.source,
        ),
        Definition(
            term="Krippendorff's alpha",
            definition="Agreement beyond chance with steps in their order, also where ratings are missing. Weak below "
            f"0.67, good from 0.80; {_FROM}.",
            source=OF_ALPHA.source,
        ),
        Definition(
            term="ICC of final scores",
            definition="How far the final score of a contact is the same whoever rates, ICC(2,1): 1 is the same, 0 and "
            f"less is no more alike than scores of different contacts. Weak below 0.50, good from 0.75; {_FROM}.",
            source=OF_ICC.source,
        ),
        Definition(
            term="Nearness",
            definition="1 - |difference to what was agreed| / points, weighted by criterion. Where one says not "
            "applicable and the other rates, nothing of that criterion is met.",
        ),
        Definition(
            term="Strict, lenient",
            definition="The final score less the mean of the others on the same contacts, where its 95 % interval does "
            f"not hold 0 and it rests on {ENOUGH_SESSIONS} contacts or more.",
        ),
    )
)
_HIDDEN = "The ratings are hidden until everybody has rated."
_HIDDEN_FOR_GOOD = "It was called off before everybody had rated: what was rated stays with who rated."


# ------------------------------------------------------------ one session
def called_off(found: SeenCalibration, *, zone: str) -> Iterator[Text]:
    """Yield since when and why nobody goes on with a session, where that is so."""
    session = found.session
    if session.is_called_off and session.closed_at is not None:
        day = f"{session.closed_at.astimezone(ZoneInfo(zone)):%d %b %Y}"
        said = (f"On {day}: {session.called_off_why}", "What was rated in it counts nowhere.")
        yield Text(title="Called off", paragraphs=said)


def session(found: SeenCalibration) -> Facts:
    """Return how far a session is, and how far apart its ratings are."""
    figures = found.figures
    waits = f"{len(found.waiting)} still to rate; nobody sees ratings before all are in" if found.waiting else ""
    facts = [
        Fact(name="Rated", value=len(found.rated), kind=_COUNT, note=waits or f"Of {len(found.reviewers)} reviewers")
    ]
    if figures is not None:
        facts += [
            Fact(
                name="Same rating",
                value=figures.equal,
                kind=_SHARE,
                decimals=0,
                note=f"Of {figures.pairs} pairs; one contact is too few to judge reviewers by",
            ),
            Fact(
                name="Krippendorff's alpha",
                value=figures.alpha.value,
                decimals=2,
                note="Nothing to tell agreement from" if figures.alpha.value is None else _few(figures.alpha),
            ),
            Fact(
                name="Critical errors seen",
                value=len(figures.saw_critical),
                kind=_COUNT,
                note=f"Of {len(figures.saw_critical) + len(figures.saw_none)} reviewers; {_agreed_error(figures)}",
            ),
            Fact(name="Lowest final score", value=figures.lowest, unit="points", decimals=1),
            Fact(name="Highest final score", value=figures.highest, unit="points", decimals=1),
        ]
    return Facts(title="At a glance", facts=tuple(facts))


def _agreed_error(figures: SessionFigures) -> str:
    if figures.has_critical is None:
        return "not agreed yet"
    return (
        f"agreed that there is one, {len(figures.missed_critical)} missed it" if figures.has_critical else "none agreed"
    )


def session_ratings(found: SeenCalibration, names: Names) -> Iterator[Section]:
    """Yield what each rated beside what was agreed; nothing while it is blind."""
    if found.figures is None:
        yield Text(
            title="What is not shown",
            paragraphs=(_HIDDEN_FOR_GOOD if found.session.is_called_off else _HIDDEN,),
        )
        return
    agreed = {one.criterion: one for one in found.session.agreed}
    by_reviewer = [{each.criterion: each.rating for each in one.ratings} for one in found.reviews]
    columns = (
        Column(key="criterion", title="Criterion", width=28),
        *(
            Column(key=f"of_{one.reviewer_id}", title=names.members.get(str(one.reviewer_id), ""), width=16)
            for one in found.reviews
        ),
        Column(key="agreed", title="Agreed", width=16),
        Column(key="note", title="For the guidance", width=50),
    )
    rows = tuple(
        (
            one.name,
            *(words_of_rating(one, given.get(one.key)) for given in by_reviewer),
            words_of_rating(one, agreed[one.key].rating) if one.key in agreed else "",
            agreed[one.key].note if one.key in agreed else "",
        )
        for one in found.version.criteria
    )
    yield Table(key="calibrated", title="Ratings of one contact", columns=columns, rows=rows)
    yield _people(found, names)
    yield from _notes(found, names)


def _people(found: SeenCalibration, names: Names) -> Table:
    """Return how each rated beside the others and beside what was agreed."""
    figures = found.figures
    against = figures.against_mean if figures is not None else {}
    mean = figures.mean if figures is not None else None
    rated = tuple(rated_of(one, found.card, found.version) for one in found.reviews)
    session = Session(
        id=found.session.id,
        at=found.session.made_at,
        criteria=found.version.criteria,
        rated=rated,
        agreed=found.session.agreed,
    )
    near = {one.reviewer_id: one for one in alignments(session)}
    rows = []
    for one in rated:
        own = near.get(one.reviewer_id)
        rows.append(
            (
                names.members.get(str(one.reviewer_id), _NOBODY),
                one.score.final,
                against.get(one.reviewer_id),
                own.value if own is not None else None,
                own.criteria if own is not None else 0,
                own.asked if own is not None else len(found.version.criteria),
                "could read another review before" if one.is_led else "",
            )
        )
    columns = (
        Column(key="who", title="Reviewer", width=24),
        Column(key="final", title="Final", unit="points", kind=_NUMBER, decimals=1, width=14),
        Column(key="against", title="To the mean", unit="points", kind=_NUMBER, decimals=1, width=18),
        Column(key="near", title="Nearness", kind=_SHARE, decimals=0, width=12),
        Column(key="criteria", title="Agreed on", kind=_COUNT, width=12),
        Column(key="asked", title="Of", kind=_COUNT),
        Column(key="says", title="Remark", width=30),
    )
    beside = "" if mean is None else f"The mean of the final scores is {mean:.1f}. "
    note = f"{beside}{_NEAR}. One contact is too few to judge anybody by"
    return Table(key="session_people", title="Reviewers of this contact", columns=columns, rows=tuple(rows), note=note)


def _notes(found: SeenCalibration, names: Names) -> Iterator[Table]:
    """Yield what reviewers wrote to single criteria, in the order of the card."""
    rows = tuple(
        (asked.name, names.members.get(str(review.reviewer_id), ""), one.note)
        for asked in found.version.criteria
        for review in found.reviews
        for one in review.ratings
        if one.criterion == asked.key and one.note
    )
    if rows:
        columns = (
            Column(key="criterion", title="Criterion", width=28),
            Column(key="reviewer", title="Reviewer", width=20),
            Column(key="note", title="Note", width=60),
        )
        yield Table(key="notes", title="Notes of the reviewers", columns=columns, rows=rows)


# ------------------------------------------------------------ all sessions
def calibration_summary(found: PooledFigures, names: Names) -> Iterator[Section]:
    """Yield how far reviewers agree over all sessions."""
    if not found.sessions:
        return
    told = (
        ("AC1", found.ac1),
        ("AC2", found.ac2),
        ("Krippendorff's alpha", found.alpha),
        ("ICC of final scores", found.icc),
    )
    rests = f"{found.equal.units} criteria, {found.equal.raters} reviewers"
    facts = (
        Fact(name="Same rating", value=found.equal.percent_agreement, kind=_SHARE, decimals=0, note=rests),
        *(Fact(name=name, value=one.value, decimals=2, note=_says(one, is_icc=one is found.icc)) for name, one in told),
    )
    sessions = "one session" if found.sessions == 1 else f"{found.sessions} sessions"
    yield Facts(title=f"Calibration, {sessions}", facts=facts)
    yield Table(
        key="leanings",
        title="Strict and lenient",
        columns=(
            Column(key="who", title="Reviewer", width=24),
            Column(key="points", title="Beside others", unit="points", kind=_NUMBER, decimals=1),
            Column(key="low", title="From", kind=_NUMBER, decimals=1),
            Column(key="high", title="To", kind=_NUMBER, decimals=1),
            Column(key="n", title="Contacts", kind=_COUNT),
            Column(key="says", title="Remark", width=16),
        ),
        rows=tuple(
            (
                names.members.get(str(one.reviewer_id), _NOBODY),
                one.points,
                one.low,
                one.high,
                one.sessions,
                "strict" if one.is_strict else "lenient" if one.is_lenient else "" if one.is_enough else "too few",
            )
            for one in found.leanings
        ),
        note="Mean difference to the others on the same contacts; no word where the interval holds 0",
    )
    yield from _nearness(found.alignments, names)


def _says(one: Coefficient, *, is_icc: bool) -> str:
    """Return in a word what a coefficient tells, how surely, and what it rests on."""
    rests = f"{one.units} {'contacts' if is_icc else 'criteria'}, {one.raters} reviewers"
    likely = "" if one.low is None or one.high is None else f"likely {one.low:.2f} to {one.high:.2f}; "
    bounds = one.bounds
    return {
        Strength.NOTHING: "Takes two contacts that the same two rated" if is_icc else "Nothing to tell agreement from",
        Strength.TOO_FEW: f"{_few(one)}; {rests}",
        Strength.WEAK: f"Weak, below {bounds.weak_below:.2f}; {likely}{rests}",
        Strength.TENTATIVE: f"Tentative, below {bounds.good_from:.2f}; {likely}{rests}",
        Strength.GOOD: f"Good, {bounds.good_from:.2f} or more; {likely}{rests}",
    }[one.strength]


def _few(one: Coefficient) -> str:
    some = "One contact is" if one.contacts == 1 else f"{one.contacts} contacts are"
    return f"{some} too few to judge: {one.contacts} of {ENOUGH_SESSIONS}"


def _nearness(found: Sequence[Alignment], names: Names) -> Iterator[Table]:
    """Yield how near each came to what was agreed over all sessions, the nearest first."""
    by_reviewer: defaultdict[int, list[Alignment]] = defaultdict(list)
    for one in sorted(found, key=lambda one: one.at):
        by_reviewer[one.reviewer_id].append(one)
    if not by_reviewer:
        return
    means = {who: fsum(one.value for one in own) / len(own) for who, own in by_reviewer.items()}
    rows = tuple(
        (
            names.members.get(str(who), _NOBODY),
            means[who],
            own[-1].value,
            len(own),
            sum(one.criteria for one in own),
            sum(one.asked for one in own),
            "" if is_enough(len(own)) else "too few",
        )
        for who, own in sorted(by_reviewer.items(), key=lambda each: (-means[each[0]], each[0]))
    )
    columns = (
        Column(key="who", title="Reviewer", width=24),
        Column(key="near", title="Nearness", kind=_SHARE, decimals=0, width=12),
        Column(key="last", title="Last time", kind=_SHARE, decimals=0, width=12),
        Column(key="n", title="Sessions", kind=_COUNT, width=12),
        Column(key="criteria", title="Agreed on", kind=_COUNT, width=12),
        Column(key="asked", title="Of", kind=_COUNT),
        Column(key="says", title="Remark", width=16),
    )
    note = f"Mean of the sessions. {_NEAR}. From {ENOUGH_SESSIONS} sessions on it tells something"
    yield Table(key="alignments", title="How near to what was agreed", columns=columns, rows=rows, note=note)
