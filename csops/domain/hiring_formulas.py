"""Fit, coverage, recommendation and rank in the words of spreadsheets; the same figures as `hiring.fit`.

One row for each skill. Columns: `asked` ("required" or "preferred"), `weight`, `target`, `minimum`; for each candidate,
counted from 1, a rating by each interviewer, and what follows from them. Rows at the foot say what the columns come to.
"""

from csops.domain.formulas import Formula
from csops.domain.hiring import Recommendation

MEETS, INCOMPLETE, DOES_NOT_MEET = (each.value.replace("_", " ") for each in Recommendation)
_DIGITS = 7
"""Fits that differ by less share a rank."""


def rating_key(candidate: int, interviewer: int) -> str:
    """Return the key of the column with one interviewer's ratings of a candidate."""
    return f"rating_{candidate}_{interviewer}"


def key_of(what: str, candidate: int) -> str:
    """Return the key of a column that follows from a candidate's ratings: n, mean, share, rated, got, below, open."""
    return f"{what}_{candidate}"


def _ratings(candidate: int, interviewers: int) -> str:
    return f"{{{rating_key(candidate, 1)}}}:{{{rating_key(candidate, interviewers)}}}"


# ------------------------------------------------------------ one skill
def count(candidate: int, interviewers: int) -> Formula:
    """How many rated it."""
    return Formula(text=f"COUNT({_ratings(candidate, interviewers)})")


def mean(candidate: int, interviewers: int) -> Formula:
    """The mean of the ratings, blank where nobody rated."""
    n = f"{{{key_of('n', candidate)}}}"
    return Formula(text=f'IF({n}>0,SUM({_ratings(candidate, interviewers)})/{n},"")')


def share(candidate: int) -> Formula:
    """How much of the target is reached, 1 at most; 0 where nobody rated."""
    return Formula(text=_where_rated(candidate, f"MIN({{{key_of('mean', candidate)}}}/{{target}},1)"))


def rated(candidate: int) -> Formula:
    """The weight, 0 where nobody rated."""
    return Formula(text=_where_rated(candidate, "{weight}"))


def got(candidate: int) -> Formula:
    """The weight times the share of the target."""
    return Formula(text=f"{{{key_of('rated', candidate)}}}*{{{key_of('share', candidate)}}}")


def below(candidate: int) -> Formula:
    """1 where a required skill with a least level is rated below it, else 0."""
    is_below = f"IF({{minimum}}>0,IF({{{key_of('mean', candidate)}}}<{{minimum}},1,0),0)"
    return Formula(text=f'IF({{asked}}="required",{_where_rated(candidate, is_below)},0)')


def not_rated(candidate: int) -> Formula:
    """1 where nobody rated a required skill, else 0."""
    return Formula(text=f'IF({{asked}}="required",IF({{{key_of("n", candidate)}}}>0,0,1),0)')


def _where_rated(candidate: int, then: str) -> str:
    return f"IF({{{key_of('n', candidate)}}}>0,{then},0)"


# ------------------------------------------------------------ one candidate, at the foot
def fit(candidate: int) -> Formula:
    """Weight times share over the weight that was rated, in per cent; blank where nothing was."""
    weight, points = (f"SUM({{{key_of(what, candidate)}:all}})" for what in ("rated", "got"))
    return Formula(text=f'IF({weight}>0,MIN(100,100*{points}/{weight}),"")')


def coverage(candidate: int) -> Formula:
    """The weight that was rated over all, in per cent."""
    weight = f"SUM({{{key_of('rated', candidate)}:all}})"
    return Formula(text=f"IF(SUM({{weight:all}})>0,MIN(100,100*{weight}/SUM({{weight:all}})),0)")


def must_haves_below(candidate: int) -> Formula:
    """How many required skills are below their least level."""
    return Formula(text=f"SUM({{{key_of('below', candidate)}:all}})")


def required_open(candidate: int) -> Formula:
    """How many required skills nobody rated."""
    return Formula(text=f"SUM({{{key_of('open', candidate)}:all}})")


def raters(candidate: int, interviewers: int) -> Formula:
    """How many interviewers rated anything."""
    ones = (
        f"IF(COUNT({{{rating_key(candidate, interviewer)}:all}})>0,1,0)" for interviewer in range(1, interviewers + 1)
    )
    return Formula(text="+".join(ones))


def recommendation() -> Formula:
    """What the figures say, in words; from the other rows at the foot and the input `enough`."""
    is_alone = "{raters}<MIN(2,MAX({panel},{raters}))"
    incomplete = f'IF({{coverage}}<{{enough}}-1E-9,"{INCOMPLETE}",IF({is_alone},"{INCOMPLETE}","{MEETS}"))'
    return Formula(text=f'IF({{below}}>0,"{DOES_NOT_MEET}",IF({{open}}>0,"{INCOMPLETE}",{incomplete}))')


def ranked() -> Formula:
    """The fit with which a candidate is ranked, blank for who does not meet a minimum or has no rating."""
    return Formula(text=f'IF({{below}}>0,"",IF({{fit}}="","",ROUND({{fit}},{_DIGITS})))')


def rank() -> Formula:
    """1 for the highest fit; equal ones share it and the next is left out."""
    return Formula(text='IF({ranked}="","",RANK({ranked},{ranked:all}))')
