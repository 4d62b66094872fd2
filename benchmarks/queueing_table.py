"""What csops says to each row of a table of queueing values (`tests/files/erlang.csv`): model, quantity, inputs.

Figures of 50 digits stand beside the published ones; benchmarks/queueing_figures.py compares, tests/domain keeps them.
"""

import csv
import json
import math
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain import erlang
from csops.domain.backlog import agents_for_deadline
from csops.domain.erlang_a import _states
from csops.domain.staffing import pooled_agents, rostered

RULE_OF_THUMB = "chat_linear"  # one published rule that csops does not offer: chats * time / (interval * concurrency)
ABSOLUTE, RELATIVE = 1e-9, 1e-8

Inputs = Mapping[str, Any]


def number(value: object) -> float:
    return float(Fraction(str(value)))


def rate(given: Inputs) -> float:
    for name, per_s in (("lambda_per_s", 1), ("lambda_per_h", 3600), ("lambda_per_min", 60), ("lambda", 1)):
        if name in given:
            return number(given[name]) / per_s
    if "calls" in given:
        return number(given["calls"]) / (number(given["interval_min"]) * 60)
    if "lambda_per_year" in given:
        return number(given["lambda_per_year"]) / (number(given["days_per_year"]) * 86400)
    return number(given["A"]) / handle_time(given)


def handle_time(given: Inputs) -> float:
    if "service_days" in given:
        return number(given["service_days"]) * 86400
    return 1 / number(given["mu"]) if "mu" in given else number(given.get("AHT", 1))


def load(given: Inputs) -> float:
    return number(given["A"]) if "A" in given else rate(given) * handle_time(given)


def blocking(quantity: str, given: Inputs) -> float:
    if quantity == "min_servers":
        servers = 0
        while erlang.erlang_b(load(given), servers) > number(given["max_blocking"]):
            servers += 1
        return servers
    function = {"blocking": erlang.erlang_b, "ln_blocking": erlang.log_erlang_b}[quantity]
    return function(load(given), int(given["N"]))


GOALS = {
    "T": "target_s",
    "sl": "service_level",
    "sl_all": "service_level",
    "max_occ": "max_occupancy",
    "max_asa": "max_mean_wait_s",
    "asa": "max_mean_wait_s",
    "max_abandon": "max_abandonment",
    "patience": "patience_s",
}


def fewest(given: Inputs) -> float:
    goals = {name: number(given[key]) for key, name in GOALS.items() if key in given}
    return erlang.agents_needed(rate_per_s=rate(given), handle_time_s=handle_time(given), **goals)


def empty(given: Inputs) -> float:
    """The share of time without any contact follows from Erlang C: C = A^N / N! N / (N - A) p(0)."""
    servers, busy = int(given["N"]), load(given)
    return erlang.erlang_c(busy, servers) * (servers - busy) / servers * math.factorial(servers) / busy**servers


def patient(quantity: str, given: Inputs) -> float:
    if quantity == "min_agents":
        return fewest(given)
    if quantity == "p_empty":
        return empty(given)
    if quantity in {"p_wait", "ln_p_wait"}:
        function = {"p_wait": erlang.erlang_c, "ln_p_wait": erlang.log_erlang_c}[quantity]
        return function(load(given), int(given["N"]))
    wait = erlang.wait_without_abandonment(
        rate_per_s=rate(given),
        handle_time_s=handle_time(given),
        servers=int(given["N"]),
        target_s=number(given.get("T", 0)),
    )
    if quantity == "response_time":
        return wait.mean_wait_s + handle_time(given)
    return float(getattr(wait, FIGURES[quantity]))


FIGURES = {
    "sl": "service_level",
    "sl_all": "service_level",
    "sl_answered": "service_level_answered",
    "sl_excl_short_abandons": "service_level_without_short_abandons",
    "asa_s": "mean_wait_s",
    "mean_wait_all_s": "mean_wait_s",
    "mean_wait_answered_s": "mean_wait_answered_s",
    "queue_length": "queue_length",
    "occupancy": "occupancy",
    "p_wait": "wait_probability",
    "p_abandon": "abandonment",
    "mean_concurrency_per_agent": "mean_concurrency",
}


def impatient(quantity: str, given: Inputs) -> float:
    if quantity == "min_agents":
        return fewest(given)
    if quantity.startswith("p_state_"):
        return state(int(quantity.rpartition("_")[2]), given)
    wait = erlang.wait_with_abandonment(
        rate_per_s=rate(given),
        handle_time_s=handle_time(given),
        patience_s=number(given["patience"]),
        servers=int(given["N"]),
        target_s=number(given.get("T", 0)),
        waiting_room=given.get("waiting_room"),
    )
    return float(getattr(wait, FIGURES[quantity]))


def state(contacts: int, given: Inputs) -> float:
    mu, theta = 1 / handle_time(given), 1 / number(given["patience"])
    low, weights = _states(rate(given), mu, theta, int(given["N"]), given["waiting_room"])
    return weights[contacts - low] / sum(weights)


def chatting(quantity: str, given: Inputs) -> float:
    wait = erlang.chat_wait(
        rate_per_s=rate(given),
        handle_time_s_by_concurrency=[number(seconds) for seconds in given["handle_s_by_concurrency"]],
        servers=int(given["N"]),
        target_s=number(given["T"]),
        patience_s=number(given["patience"]),
    )
    return float(getattr(wait, FIGURES[quantity]))


def through_the_day(quantity: str, given: Inputs) -> float:
    result = erlang.offered_load(
        [number(hourly) / 3600 for hourly in given["lambda_per_h"]],
        handle_time_s=number(given["AHT"]),
        interval_s=number(given["interval_s"]),
        start=number(given["m0"]),
    )
    values = result.interval_end if quantity == "end_of_interval" else result.interval_mean
    return values[given["interval_index"]]


def several_channels(quantity: str, given: Inputs) -> float:
    loads = [number(channel) for channel in given["A"]]
    groups: Sequence[list[float]] = [loads] if quantity == "agents_pooled" else [[one] for one in loads]
    target_s, share = number(given["T"]), number(given["sl"])
    return sum(
        pooled_agents(group, handle_time_s=number(given["AHT"]), target_s=target_s, service_level=share)
        for group in groups
    )


def on_the_roster(_: str, given: Inputs) -> float:
    return rostered(int(given["raw"]), shrinkage=given["shrinkage"])


def by_deadline(quantity: str, given: Inputs) -> float:
    people = agents_for_deadline(
        given["arrivals_per_open_hour"],
        response_target_h=given["response_target_open_h"],
        aht_min=given["AHT_min"],
        max_occupancy=given["max_occ"],
        backlog=given["backlog"],
        backlog_due_h=given["backlog_due_h"],
    )
    return math.ceil(people) if quantity == "min_agents" else people


MODELS: Mapping[str, Callable[[str, Inputs], float]] = {
    "erlang_b": blocking,
    "erlang_c": patient,
    "erlang_a": impatient,
    "chat_ctmc": chatting,
    "mol_offered_load": through_the_day,
    "pooling": several_channels,
    "shrinkage": on_the_roster,
    "email_deadline": by_deadline,
}
PEOPLE = {"min_agents", "min_servers", "headcount", "agents_pooled", "agents_separate"}


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One row: what csops says, and what is right; `published` as it was printed, "" where nobody printed it."""

    name: str
    ours: float
    exact: float
    published: str
    is_whole: bool

    @property
    def deviation(self) -> float:
        """How far apart, absolute for what is small and relative for what is above 1; 0 for two infinities."""
        if self.ours == self.exact:
            return 0.0
        return abs(self.ours - self.exact) / max(1.0, abs(self.exact))

    @property
    def is_right(self) -> bool:
        """People exactly; everything else to 1e-9 absolute or 1e-8 relative."""
        if self.is_whole or math.isinf(self.exact):
            return self.ours == self.exact
        return abs(self.ours - self.exact) <= max(ABSOLUTE, RELATIVE * abs(self.exact))


def rows_in(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table that csops has a figure for."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from (row for row in csv.DictReader(file) if row["model"] != RULE_OF_THUMB)


def checked(row: Mapping[str, str]) -> Checked:
    """Work a row out."""
    return Checked(
        name=f"{row['id']} {row['model']} {row['quantity']}",
        ours=MODELS[row["model"]](row["quantity"], json.loads(row["inputs"])),
        exact=float(Fraction(row["exact"])) if row["exact"] != "inf" else math.inf,
        published=row.get("published", ""),
        is_whole=row["quantity"] in PEOPLE,
    )
