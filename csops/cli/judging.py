"""Commands about judgements: the score of a review, and how far people agree in their ratings."""

import argparse
from collections.abc import Callable
from pathlib import Path

from csops.cli import answering, calibrating, carding, review_making, review_results, review_withdrawing, reviewing
from csops.cli.call import Answer, Call, Command
from csops.domain.krippendorff import LEVELS
from csops.domain.ratings import WEIGHTS, Agreement
from csops.domain.scoring import ReviewScore


def _arguments(parser: argparse.ArgumentParser) -> None:
    parts = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    says = "Say how far several people agree who rated the same: rows are what was rated, columns are raters"
    agreement = parts.add_parser("agreement", help="how far raters agree", description=says)
    agreement.add_argument("file", metavar="FILE", help="csv, tsv, txt or xlsx; a blank cell is not rated")
    agreement.add_argument("--statistic", required=True, metavar="S", help="alpha, kappa, fleiss, ac1, ac2 or icc")
    agreement.add_argument("--level", default="nominal", metavar="L", help=f"for alpha: {', '.join(LEVELS)}")
    agreement.add_argument("--weights", metavar="W", help=f"for kappa and ac2: {', '.join(WEIGHTS)}")
    agreement.add_argument("--form", default="2,1", metavar="F", help="for icc: 1,1 2,1 3,1 1,k 2,k 3,k (default: 2,1)")
    agreement.add_argument("--raters", default="", metavar="A,B", help="columns to compare; else all")

    says = "Score one review from a JSON file with the rating of each criterion, null where it is not applicable"
    score = parts.add_parser("score", help="the score of one review", description=says)
    score.add_argument(
        "--card",
        required=True,
        metavar="KEY",
        help="key of a scorecard, such as phone; with --db one of the shop's own",
    )
    score.add_argument(
        "--ratings", required=True, metavar="FILE.json", help='such as {"greeting": 2, "identity": null}'
    )
    reviewing.add_parts(parts)
    carding.add_parts(parts)
    review_making.add_parts(parts)
    answering.add_parts(parts)
    review_withdrawing.add_parts(parts)
    review_results.add_parts(parts)
    calibrating.add_parts(parts)


def qa(call: Call) -> Answer:
    """Make, score, list, answer and dispute reviews, say how far people agree, draw contacts to review."""
    return _PARTS[call.options.what](call)


def _score(call: Call) -> Answer:
    from csops.services.review_files import score_of_file

    path, key = Path(call.options.ratings), call.options.card
    if call.where is None:
        found = score_of_file(path, card=key)
    else:
        from csops.services.review_cards import card_named

        with call.workspace() as workspace:
            found = score_of_file(path, card=card_named(workspace, key=key).scorecard)
    data = {
        "raw": found.raw,
        "final": found.final,
        "seen": found.seen,
        "critical": list(found.critical),
        "outcome": found.outcome.value,
        "terms": [{"criterion": one.criterion, "share": one.share, "percent": one.percent} for one in found.terms],
    }
    return Answer(data=data, lines=(_scored(found),))


def _scored(found: ReviewScore) -> str:
    if found.raw is None and found.critical:
        final = "no score" if found.final is None else f"{found.final:.1f}"
        return f"{final}, fail: critical error in {', '.join(found.critical)} (nothing that weighs was rated)"
    if found.final is None or found.raw is None:
        return "No score: nothing of the card was rated"
    seen = f"{found.seen:.0%} of the card rated"
    if not found.critical:
        return f"{found.final:.1f}, {found.outcome.value} ({seen})"
    before = f"{found.raw:.1f} before it" if found.final != found.raw else "the number stays"
    return f"{found.final:.1f}, fail: critical error in {', '.join(found.critical)} ({before}; {seen})"


def _agreement(call: Call) -> Answer:
    from csops.services.rater_files import agreement_of_file

    options = call.options
    found = agreement_of_file(
        Path(options.file),
        statistic=options.statistic.casefold(),
        level=options.level,
        weights=options.weights,
        form=options.form,
        raters=[name for name in options.raters.split(",") if name.strip()],
    )
    data = {
        "value": found.value,
        "percent_agreement": found.percent_agreement,
        "units": found.units,
        "raters": found.raters,
        "undefined": found.undefined,
        "standard_error": found.standard_error,
        "low": found.low,
        "high": found.high,
    }
    return Answer(data=data, lines=(_said(found),))


def _said(found: Agreement) -> str:
    rests = f"{found.raters} raters, {found.units} units that two or more rated"
    if found.percent_agreement is None:
        return f"Nothing to compare: no unit has two ratings ({rests})"
    alike = f"{found.percent_agreement:.1%} of pairs are equal"
    if found.value is None:
        return f"Not defined: all ratings are the same, so that chance would agree as often ({alike}; {rests})"
    doubt = f", standard error {found.standard_error:.4f}" if found.standard_error is not None else ""
    return f"{found.value:.4f}{doubt}; {alike}; {rests}"


_PARTS: dict[str, Callable[[Call], Answer]] = {
    "agreement": _agreement,
    "score": _score,
    reviewing.SAMPLE: reviewing.sample,
    reviewing.QUEUE: reviewing.queue,
    **carding.PARTS,
    **review_making.PARTS,
    **answering.PARTS,
    **review_withdrawing.PARTS,
    **review_results.PARTS,
    **calibrating.PARTS,
}

COMMANDS = (
    Command(
        name="qa",
        does="Reviews: scorecards, scores, agreement, samples and the queue, disputes, results, calibrations",
        run=qa,
        arguments=_arguments,
    ),
)
