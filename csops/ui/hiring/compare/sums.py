"""What a figure of the comparison is made of, as values: the dialog only lays them out."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from csops.domain.hiring import Fit, SkillFit
from csops.domain.ranking import Standing
from csops.domain.rater_spread import CONFIDENCE, ENOUGH_UNITS, PanelAgreement, agreement_of, views_of
from csops.services.comparison import Compared, Comparison
from csops.ui.hiring.compare import words
from csops.ui.hiring.compare.board_model import Row, RowKind
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import UNKNOWN, Formats


@dataclass(frozen=True, kw_only=True)
class Sum:
    """A figure taken apart: what it is, in sentences, and its rows; the last row is what they come to."""

    title: str
    sentences: tuple[str, ...]
    headings: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    has_total: bool = False


def sum_of(found: Comparison, one: Compared, row: Row, formats: Formats) -> Sum | None:
    """Return what the figure of a cell is made of, None where it is hidden."""
    fit = one.fit
    if fit is None:
        return None
    name = words.name_of(one, formats)
    if row.kind is RowKind.SKILL:
        skill = fit.of(row.skill)
        return None if skill is None else _skill(found, fit, skill, name, formats)
    makes = {
        RowKind.FIT: _fit,
        RowKind.COVERAGE: _coverage,
        RowKind.MUST_HAVES: _must_haves,
        RowKind.RANGE: _range,
        RowKind.VALUES: _values,
    }
    return makes[row.kind](found, one, fit, name, formats) if row.kind in makes else None


def _skill(found: Comparison, fit: Fit, row: SkillFit, name: str, formats: Formats) -> Sum:
    skill = words.skill_name(found, row.skill)
    rows = [(words.member_name(found, who), formats.number(level)) for who, level in row.levels]
    sentences = []
    if row.mean is None or row.share is None:
        sentences.append(tr("Nobody has rated this skill; its weight is left out of the fit."))
    else:
        said = tr("{name} reaches {share} of the level {target} that is aimed at; above it nothing is added.")
        sentences.append(
            said.format(name=name, share=formats.share(row.share, decimals=1), target=formats.number(row.target))
        )
        said = tr("Of the fit that is {points} points: weight {weight} of {rated} rated, times {share}.")
        sentences.append(
            said.format(
                points=formats.number(row.points, decimals=1),
                weight=formats.number(row.weight, decimals=1),
                rated=formats.number(fit.rated_weight, decimals=1),
                share=formats.share(row.share, decimals=1),
            )
        )
        rows.append((tr("Mean"), formats.number(row.mean, decimals=2)))
    if row.is_below:
        sentences.append(tr("The least that the role needs is {level}.").format(level=formats.number(row.minimum)))
    if row.is_far_apart:
        sentences.append(tr("Two ratings lie %Ln levels apart: talk about what each saw.", row.span or 0))
    return Sum(
        title=tr("{skill}: {name}").format(skill=skill, name=name),
        sentences=tuple(sentences),
        headings=(tr("Interviewer"), tr("Level")) if rows else (),
        rows=tuple(rows),
        has_total=row.mean is not None,
    )


def _fit(found: Comparison, one: Compared, fit: Fit, name: str, formats: Formats) -> Sum:
    said = [tr("Each skill counts by its weight and by how much of the level aimed at was reached, at most all of it.")]
    said += [each for each in (rank_sentence(found, one, formats),) if each]
    return _rows_of(found, fit, title=tr("Fit: {name}").format(name=name), sentences=tuple(said), formats=formats)


def _values(found: Comparison, one: Compared, _fit: Fit, name: str, formats: Formats) -> Sum | None:
    if one.values is None:
        return None
    said = tr("What the shop itself stands for, rated beside the role. It changes neither fit nor place.")
    title = tr("Our values: {name}").format(name=name)
    return _rows_of(found, one.values, title=title, sentences=(said,), formats=formats)


def _rows_of(found: Comparison, fit: Fit, *, title: str, sentences: tuple[str, ...], formats: Formats) -> Sum:
    rows = [
        (
            words.skill_name(found, row.skill),
            formats.number(row.weight, decimals=0 if float(row.weight).is_integer() else 1),
            formats.number(row.mean, decimals=2),
            formats.number(row.n),
            formats.number(row.target),
            formats.share(row.share, decimals=1),
            formats.number(row.points if row.n else None, decimals=1),
        )
        for row in fit.skills
    ]
    weight = formats.number(fit.rated_weight, decimals=0 if float(fit.rated_weight).is_integer() else 1)
    rows.append((tr("Fit"), weight, "", "", "", "", words.per_cent(fit.fit, formats, decimals=1)))
    headings = (tr("Skill"), tr("Weight"), tr("Mean"), tr("n"), tr("Aimed at"), tr("Reached"), tr("Points"))
    return Sum(
        title=title,
        sentences=sentences,
        headings=headings,
        rows=tuple(rows),
        has_total=True,
    )


def rank_sentence(found: Comparison, one: Compared, formats: Formats) -> str:
    """Return whom the ratings do not tell this candidate apart from, empty where that is nobody."""
    standing = one.standing
    if standing is None or not standing.alike:
        return ""
    others = [each for each in found.candidates if each.application.id in set(standing.alike)]
    names = [words.name_of(each, formats) for each in others[:4]]
    if len(others) > len(names):
        names.append(tr("%Ln others", len(others) - len(names)))
    return tr("By these ratings not told apart from {names}.").format(names=words.and_joined(names))


def _coverage(found: Comparison, _one: Compared, fit: Fit, name: str, formats: Formats) -> Sum:
    rows = [
        (
            words.skill_name(found, row.skill),
            formats.number(row.weight, decimals=0 if float(row.weight).is_integer() else 1),
            tr("rated by {number}").format(number=formats.number(row.n)) if row.n else tr("not rated"),
        )
        for row in fit.skills
    ]
    rows.append((tr("Coverage"), words.per_cent(fit.coverage, formats, decimals=1), ""))
    said = tr("The weight of the skills that somebody rated, of the whole. Below 80 % the result is incomplete.")
    return Sum(
        title=tr("Coverage: {name}").format(name=name),
        sentences=(said,),
        headings=(tr("Skill"), tr("Weight"), ""),
        rows=tuple(rows),
        has_total=True,
    )


def _must_haves(found: Comparison, _one: Compared, fit: Fit, name: str, formats: Formats) -> Sum:
    met = {True: tr("met"), False: tr("not met"), None: tr("not rated yet")}
    rows = tuple(
        (
            words.skill_name(found, each.skill),
            formats.number(each.minimum),
            formats.number(each.mean, decimals=2),
            met[each.met],
        )
        for each in fit.must_haves
    )
    said = tr("Required skills with a least level. One below it: does not meet, whatever the fit. A person decides.")
    return Sum(
        title=tr("Must-haves: {name}").format(name=name),
        sentences=(said,),
        headings=(tr("Skill"), tr("Least"), tr("Mean"), "") if rows else (),
        rows=rows,
    )


def _range(found: Comparison, one: Compared, fit: Fit, name: str, formats: Formats) -> Sum:
    standing, doubt = one.standing, found.doubt
    rows = [
        (words.member_name(found, view.who), words.per_cent(view.fit, formats, decimals=1)) for view in views_of(fit)
    ]
    sentences: list[str] = []
    if doubt is None or standing is None or standing.interval is None:
        sentences.append(tr("No two interviewers rated the same skill, so that nothing tells how sure the fit is."))
    else:
        said = tr(
            "In {share} of such cases the fit that many interviewers would give lies from {low} to {high}. Single "
            "interviewers of this opening differ by {sd} points (standard deviation over all candidates, {freedom} "
            "degrees of freedom)."
        )
        sentences.append(
            said.format(
                share=formats.share(CONFIDENCE),
                low=words.per_cent(standing.interval.low, formats, decimals=1),
                high=words.per_cent(standing.interval.high, formats, decimals=1),
                sd=formats.number(doubt.sd, decimals=1),
                freedom=formats.number(doubt.freedom),
            )
        )
    sentences += [each for each in (rank_sentence(found, one, formats),) if each]
    if rows:
        sentences.append(tr("Below: the fit if, for the skills that one rated, only that interviewer counted."))
        rows.append((tr("All together"), words.per_cent(fit.fit, formats, decimals=1)))
    return Sum(
        title=tr("How sure the fit is: {name}").format(name=name),
        sentences=tuple(sentences),
        headings=(tr("Interviewer"), tr("Fit")) if rows else (),
        rows=tuple(rows),
        has_total=bool(rows),
    )


def spread_sum(found: Comparison, one: Compared, standing: Standing, formats: Formats) -> Sum:
    """Return what the spread between the interviewers of one candidate is made of."""
    rows = []
    for row in standing.fit.skills:
        said = ", ".join(formats.number(level) for _, level in row.levels)
        rows.append(
            (
                words.skill_name(found, row.skill),
                said or UNKNOWN,
                formats.number(row.mean, decimals=2),
                formats.number(row.sd, decimals=2),
            )
        )
    rows.append((tr("All skills with two ratings or more"), "", "", formats.number(standing.spread.levels, decimals=2)))
    said = tr(
        "The usual distance of a rating from the mean of its skill, in levels: the root of the squared distances over "
        "the skills that two or more rated, divided by the number of their ratings less one each."
    )
    return Sum(
        title=tr("Spread: {name}").format(name=words.name_of(one, formats)),
        sentences=(said,),
        headings=(tr("Skill"), tr("Ratings"), tr("Mean"), tr("Spread")),
        rows=tuple(rows),
        has_total=True,
    )


def agreement_sum(found: Comparison, formats: Formats) -> Sum:
    """Return how far the interviewers of an opening agree, over the candidates that the viewer sees."""
    fits = [each.fit for each in found.candidates if each.fit is not None]
    agreement = found.agreement
    sentences = [_agreement_words(agreement, formats)]
    if agreement.units:
        sentences.append(_ac2_words(agreement, formats))
    rows = []
    for asked in found.role.skills:
        of_skill = [replace(fit, skills=tuple(row for row in fit.skills if row.skill == asked.skill)) for fit in fits]
        one = agreement_of(of_skill)
        if one.units:
            rows.append(
                (
                    words.skill_name(found, asked.skill),
                    formats.number(one.units),
                    formats.share(one.equal),
                    formats.share(one.within_one),
                )
            )
    return Sum(
        title=tr("How far the interviewers agree"),
        sentences=tuple(sentences),
        headings=(tr("Skill"), tr("Candidates"), tr("Equal"), tr("Within one level")) if rows else (),
        rows=tuple(rows),
    )


def _agreement_words(found: PanelAgreement, formats: Formats) -> str:
    if not found.units:
        return tr("No skill of a candidate was rated by two interviewers yet, so that there is nothing to compare.")
    said = tr("Of pairs of ratings {equal} are equal and {within} lie within one level ({units} skills of candidates).")
    return said.format(
        equal=formats.share(found.equal), within=formats.share(found.within_one), units=formats.number(found.units)
    )


def _ac2_words(found: PanelAgreement, formats: Formats) -> str:
    if found.ac2 is None:
        said = tr("For a coefficient beyond chance there are too few: {least} are needed.")
        return said.format(least=formats.number(ENOUGH_UNITS))
    if found.ac2.value is None:
        return tr("All ratings are equal, so that agreement beyond chance is not defined.")
    said = tr("Beyond chance: {value} (Gwet's AC2, quadratic weights; 1 is full agreement, standard error {error}).")
    return said.format(
        value=formats.number(found.ac2.value, decimals=2),
        error=formats.number(found.ac2.standard_error, decimals=2),
    )


def lines_of(found: Sum) -> Sequence[str]:
    """Return a sum as plain lines, as it is copied and read out."""
    return [found.title, *found.sentences, *("\t".join(row) for row in (found.headings, *found.rows) if row)]
