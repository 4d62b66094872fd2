"""The search for the best roster, with HiGHS: progress, best so far, and a stop at any time."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from csops.domain.errors import OutOfRange
from csops.domain.limits import not_negative
from csops.domain.roster_model import Model, model_of
from csops.domain.rosters import Ending, Proof, Roster, Task, in_order

SECONDS_A_WEEK = 10.0
PROVEN_WITHIN = 0.0075
"""The search ends when nothing can be better by more than this share."""
_LARGEST = 500_000
_LOOK_EVERY_S = 0.1


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How far the search is: `share` of the time gone, points of the best so far, and what is still possible.

    `points` is None before there is any roster.
    """

    share: float
    seconds: float
    points: float | None
    bound: float | None


Tell = Callable[[Progress], object]
Stop = Callable[[], bool]


def solve(
    task: Task,
    *,
    seconds: float | None = None,
    within: float = PROVEN_WITHIN,
    tell: Tell | None = None,
    stop: Stop | None = None,
) -> Roster:
    """Return the best roster that was found; every rule holds in it, and what nobody can cover stays a gap.

    The same task gives the same roster, unless time runs out before it is proven good.

    Args:
        task: people, templates, rules, and what is needed.
        seconds: how long to search at most; default: ten for each week.
        within: the share by which a better roster may still exist when the search ends.
        tell: hears of progress, several times a second.
        stop: asked as often; True ends the search with the best so far.

    Raises:
        OutOfRange: more people, days and shifts than can be planned at once.
    """
    began = time.perf_counter()
    limit = SECONDS_A_WEEK * task.weeks if seconds is None else seconds
    not_negative(limit, field="seconds")
    model = model_of(task)
    if len(model.options) > _LARGEST:
        right = "Plan fewer weeks at once, or with fewer shifts"
        raise OutOfRange(field="shifts to choose from", value=f"{len(model.options):,}", right=right)
    if not model.options:
        points = _points_of_nobody(model)
        return Roster(shifts=(), proof=Proof(ending=Ending.BEST, points=points, bound=points))
    search = _Search(model, limit=limit, within=within, tell=tell, stop=stop, began=began)
    values, proof = search.run()
    shifts = [option.shift for option, value in zip(model.options, values, strict=False) if value > 0.5]
    return Roster(shifts=in_order(shifts), proof=proof)


def _points_of_nobody(model: Model) -> float:
    """What the rows cost when only amounts can fill them: nobody is there."""
    points = 0.0
    for terms, low in zip(model.rows, model.low, strict=True):
        left = low
        for place in sorted(terms, key=lambda each: model.costs[each]):
            taken = max(0.0, min(left, model.upper[place]))
            points, left = points + taken * model.costs[place], left - taken
    return points


class _Search:
    """One run of the solver."""

    def __init__(
        self, model: Model, *, limit: float, within: float, tell: Tell | None, stop: Stop | None, began: float
    ) -> None:
        self._model, self._limit, self._tell, self._stop, self._began = model, limit, tell, stop, began
        self._stopped, self._looked = False, 0.0
        self._highs = _silent_solver()
        options = {
            "threads": 1,  # the same answer each time, and the window keeps a core
            "random_seed": 0,
            "time_limit": limit,
            "mip_rel_gap": within,
            "mip_abs_gap": 0.01,
        }
        for name, value in options.items():
            self._highs.setOptionValue(name, value)
        self._highs.passModel(_as_lp(model))
        self._highs.cbMipInterrupt += self._heard

    def run(self) -> tuple[list[float], Proof]:
        """Search, and return the value of each column and what is known of the best."""
        import highspy

        self._highs.run()
        status = self._highs.getModelStatus()
        info = self._highs.getInfo()
        is_best = status == highspy.HighsModelStatus.kOptimal
        values = list(self._highs.getSolution().col_value)
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            values = self._kept_alone()
        points = sum(cost * value for cost, value in zip(self._model.costs, values, strict=True))
        ending = Ending.BEST if is_best else Ending.STOPPED if self._stopped else Ending.TIME
        bound = min(points, max(0.0, info.mip_dual_bound))
        return values, Proof(ending=ending, points=points, bound=bound, seconds=time.perf_counter() - self._began)

    def _kept_alone(self) -> list[float]:
        """Nothing was found in time: what is kept by hand, and all else missing."""
        chosen = [1.0 if option.is_kept else 0.0 for option in self._model.options]
        return chosen + [0.0] * (len(self._model.costs) - len(chosen))

    def _heard(self, event: Any) -> None:
        if not event.data_out:
            return
        now = time.perf_counter() - self._began
        if now - self._looked < _LOOK_EVERY_S:
            return
        self._looked = now
        if self._tell is not None:
            points, bound = _finite(event.data_out.mip_primal_bound), _finite(event.data_out.mip_dual_bound)
            share = min(1.0, now / self._limit) if self._limit else 1.0
            self._tell(Progress(share=share, seconds=now, points=points, bound=bound))
        if self._stop is not None and self._stop():
            self._stopped = True
            event.interrupt()


def _silent_solver() -> Any:
    """A solver that says nothing on standard output, where an answer for machines may be."""
    import highspy

    library: Any = highspy

    class Silent(library.Highs):  # type: ignore[misc] # what it is made from is only there when it is needed
        def enableCallbacks(self) -> None:
            # Called while it is made, and the first thing that would print its banner.
            self.silent()
            super().enableCallbacks()

    return Silent()


def _as_lp(model: Model) -> Any:
    """The programme in the solver's own form, its rows one after the other."""
    import highspy
    import numpy as np

    lp = highspy.HighsLp()
    chosen, columns = len(model.options), len(model.costs)
    lp.num_col_, lp.num_row_ = columns, len(model.rows)
    lp.col_cost_ = np.asarray(model.costs)
    kept = [1.0 if option.is_kept else 0.0 for option in model.options]
    lp.col_lower_, lp.col_upper_ = np.asarray(kept + [0.0] * (columns - chosen)), np.asarray(model.upper)
    lp.row_lower_, lp.row_upper_ = np.asarray(model.low), np.asarray(model.high)
    lp.integrality_ = [highspy.HighsVarType.kInteger] * chosen + [highspy.HighsVarType.kContinuous] * (columns - chosen)
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms in model.rows)], dtype=np.int32)
    lp.a_matrix_.index_ = np.asarray([place for terms in model.rows for place in terms], dtype=np.int32)
    lp.a_matrix_.value_ = np.asarray([weight for terms in model.rows for weight in terms.values()])
    return lp


def _finite(value: float) -> float | None:
    return value if abs(value) < 1e100 else None
