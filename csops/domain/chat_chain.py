"""The Markov chain of people who each have several chats in hand, newcomers going to the least loaded."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb
from typing import Any

_MOST_STATES = 4_000
_RESCALE = 1e200

State = tuple[int, ...]
"""How many people have 0, 1 ... K chats in hand."""


@dataclass(frozen=True, kw_only=True)
class ChatStates:
    """Shares of time with nobody waiting: all hands full, and the rest; chats in hand over the rest, by share."""

    full: float
    rest: float
    in_hand: float


def chat_states(*, rate_per_s: float, completions_per_s: Sequence[float], servers: int) -> ChatStates:
    """Return the shares of time of the chain without its queue; a queue hangs on its full state alone and changes none.

    Newcomers lift the chain by one level, completions lower it by one, so it is solved level by level from the top, for
    which no matrix is larger than a level. Where that takes too long, people are taken to be as evenly loaded as whole
    chats allow, which least-loaded routing comes close to: from 10 people on, the probability of waiting is then within
    3 % of itself (measured up to 40 people).

    Args:
        rate_per_s: offered contacts per second, above 0.
        completions_per_s: contacts completed per second by a person who has 1, 2 ... K in hand.
        servers: people on chat, at least 1.
    """
    most = len(completions_per_s)
    if comb(servers + most, most) > _MOST_STATES:
        shares = _evenly_loaded_shares(rate_per_s, completions_per_s, servers)
    else:
        shares = _shares_by_level(_levels(servers, most), rate_per_s, completions_per_s)
    in_hand = sum(level * share for level, share in enumerate(shares[:-1]))
    return ChatStates(full=shares[-1], rest=sum(shares[:-1]), in_hand=in_hand)


def _levels(servers: int, most: int) -> list[list[State]]:
    """Return the states by the number of chats in hand, none first."""
    levels: list[list[State]] = [[] for _ in range(servers * most + 1)]
    for bars in combinations(range(servers + most), most):
        edges = (-1, *bars, servers + most)
        state = tuple(after - before - 1 for before, after in pairwise(edges))
        levels[sum(k * people for k, people in enumerate(state))].append(state)
    return levels


def _shares_by_level(levels: list[list[State]], rate: float, completions: Sequence[float]) -> list[float]:
    """Return the share of time of each level: p(m + 1) = p(m) R(m), with R found from the top down."""
    import numpy as np
    from numpy.typing import NDArray

    steps: list[NDArray[np.floating[Any]]] = []
    out = np.diag([servers * completions[-1] for servers in levels[-1][0][-1:]])
    for lower, upper in zip(levels[-2::-1], levels[:0:-1], strict=True):
        at = {state: i for i, state in enumerate(upper)}
        below = {state: i for i, state in enumerate(lower)}
        up = np.zeros((len(lower), len(upper)))
        for i, state in enumerate(lower):
            up[i, at[_with_one_more(state)]] = rate
        down = np.zeros((len(upper), len(lower)))
        for i, state in enumerate(upper):
            for k, people in enumerate(state[1:], start=1):
                if people:
                    down[i, below[_moved(state, k, k - 1)]] = people * completions[k - 1]
        steps.append(np.linalg.solve(out.T, up.T).T)
        leaving = [sum(n * c for n, c in zip(state[1:], completions, strict=True)) + rate for state in lower]
        out = np.diag(leaving) - steps[-1] @ down
    shares = [1.0]
    vector = np.ones((1, 1))
    for step in reversed(steps):
        vector = vector @ step
        shares.append(float(vector.sum()))
        largest = max(shares)
        shares = [share / largest for share in shares]
        vector /= largest
    total = sum(shares)
    return [share / total for share in shares]


def _evenly_loaded_shares(rate: float, completions: Sequence[float], servers: int) -> list[float]:
    """Return the share of time of each number of chats in hand when nobody has two more than another."""
    pace = (0.0, *completions, 0.0)
    shares = [1.0]
    for chats in range(1, servers * len(completions) + 1):
        each, with_one_more = divmod(chats, servers)
        leaving = (servers - with_one_more) * pace[each] + with_one_more * pace[each + 1]
        shares.append(shares[-1] * rate / leaving)
        if shares[-1] > _RESCALE:
            shares = [share / _RESCALE for share in shares]
    total = sum(shares)
    return [share / total for share in shares]


def _with_one_more(state: State) -> State:
    least = next(k for k, people in enumerate(state) if people)
    return _moved(state, least, least + 1)


def _moved(state: State, start: int, end: int) -> State:
    people = list(state)
    people[start] -= 1
    people[end] += 1
    return tuple(people)
