"""People for a month of half hours on five channels, Erlang C: `python -m benchmarks.requirement`.

Rival: pyworkforce, where it is installed; CPU time of the best of some tries. The chat chain of 15 people with 3 chats
each is timed besides.
"""

import random
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

if not __package__:
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from csops.domain import pooling
from csops.domain.assumptions import Assumptions, ChannelLoad, IntervalLoad
from csops.domain.chat import chat_wait, handle_times_by_concurrency
from csops.domain.erlang import agents_needed
from csops.domain.erlang_many import agents_needed_each
from csops.domain.requirement import requirement

INTERVALS = 30 * 48 * 5
HANDLE_TIME_S, TARGET_S, SERVICE_LEVEL = 300.0, 20.0, 0.8
CHANNELS, IMMEDIATE, DEADLINE_S = 5, 3, 4 * 3600.0
LIMIT_MS = 40.0


def main() -> None:
    chance = random.Random(1)
    contacts = [chance.uniform(0.1, 30) for _ in range(INTERVALS)]
    rates = [count / 1800 for count in contacts]
    goals = {"handle_time_s": HANDLE_TIME_S, "target_s": TARGET_S, "service_level": SERVICE_LEVEL}
    agents_needed_each(rates[:10], **goals)
    ours_ms = best_ms(lambda: agents_needed_each(rates, **goals))
    alone = [
        agents_needed(rate_per_s=rate, handle_time_s=HANDLE_TIME_S, target_s=TARGET_S, service_level=SERVICE_LEVEL)
        for rate in rates
    ]
    same = agents_needed_each(rates, **goals).tolist() == alone
    verdict = "within" if ours_ms <= LIMIT_MS else "OVER"
    print(
        f"{INTERVALS:,} intervals: {ours_ms:.1f} ms; {verdict} {LIMIT_MS:g} ms; "
        f"as one by one: {'yes' if same else 'NO'}"
    )
    whole_ms = best_ms(month_of_needs(contacts))
    verdict = "within" if whole_ms <= LIMIT_MS else "OVER"
    print(
        f"requirement() whole, {INTERVALS // CHANNELS:,} half hours of {CHANNELS} channels in one team, with reasons, "
        f"waits, paid hours and cost: {whole_ms:.1f} ms; {verdict} {LIMIT_MS:g} ms"
    )
    _beside_rival(contacts, alone, ours_ms)
    paces = handle_times_by_concurrency(420, concurrency=3)
    rate = 15 * 3 / paces[-1] * 0.8
    chain_ms = best_ms(
        lambda: chat_wait(rate_per_s=rate, handle_time_s_by_concurrency=paces, servers=15, target_s=30, patience_s=120)
    )
    print(f"chat chain of 15 people with 3 chats: {chain_ms:.1f} ms; wanted: under 100 ms")


def month_of_needs(contacts: list[float]) -> Callable[[], object]:
    """Return what works out a month anew, nothing remembered from the time before."""
    start = datetime(2026, 1, 1, tzinfo=UTC)
    intervals = [
        IntervalLoad(
            starts_at=start + timedelta(minutes=30 * each),
            length_s=1800,
            channels=tuple(
                ChannelLoad(
                    channel=f"channel {number}",
                    is_immediate=number < IMMEDIATE,
                    contacts=contacts[each * CHANNELS + number],
                    handle_time_s=HANDLE_TIME_S + 20 * number,
                    target_s=TARGET_S if number < IMMEDIATE else DEADLINE_S,
                )
                for number in range(CHANNELS)
            ),
        )
        for each in range(INTERVALS // CHANNELS)
    ]
    asked = Assumptions(shrinkage=0.25, max_occupancy=0.85)

    def run() -> object:
        pooling.forget()
        return requirement(intervals, asked)

    return run


def _beside_rival(contacts: list[float], people: list[int], ours_ms: float) -> None:
    try:
        from pyworkforce.queuing import ErlangC
    except ImportError:
        print("pyworkforce is not installed: no rival measured")
        return

    def theirs() -> list[int]:
        return [
            ErlangC(transactions=count, asa=TARGET_S / 60, aht=HANDLE_TIME_S / 60, interval=30, shrinkage=0.0)
            .required_positions(service_level=SERVICE_LEVEL, max_occupancy=1.0)["raw_positions"]
            for count in contacts
        ]  # fmt: skip

    rival_ms = best_ms(theirs, times=3)
    more = sum(their > our for their, our in zip(theirs(), people, strict=True))
    print(
        f"pyworkforce: {rival_ms:.1f} ms; times as fast {rival_ms / ours_ms:.1f}; "
        f"it asks for more people in {more:,} of {INTERVALS:,} intervals"
    )


def best_ms(run: Callable[[], object], *, times: int = 7) -> float:
    taken = []
    for _ in range(times):
        began = time.process_time()
        run()
        taken.append(time.process_time() - began)
    return 1000 * min(taken)


if __name__ == "__main__":
    main()
