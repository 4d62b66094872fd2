"""What is said of a ranking before and after a change of the profile."""

from csops.domain.hiring import Fit, Recommendation
from csops.services.profile_preview import Preview, Previewed, RatingsSeen
from csops.ui.hiring.compare.words import and_joined, per_cent, recommendation_words
from csops.ui.hiring.openings.words import called
from csops.ui.hiring.profiles.profile_words import Names
from csops.ui.hiring.wording import tr
from csops.ui.kit.formats import Formats


def standing_words(fit: Fit, rank: int | None, formats: Formats) -> str:
    """Say where somebody stands: rank and fit; without a rank why, the fit stays in sight."""
    if fit.fit is None:
        return tr("not rated yet")
    figure = per_cent(fit.fit, formats, decimals=1)
    if rank is None:
        return tr("{said}, {fit}").format(said=recommendation_words(fit.recommendation).lower(), fit=figure)
    so_far = fit.recommendation is Recommendation.INCOMPLETE
    said = tr("rank {rank} so far, {fit}") if so_far else tr("rank {rank}, {fit}")
    return said.format(rank=rank, fit=figure)


def change_words(one: Previewed, formats: Formats) -> tuple[str, str]:
    """Say what changes for one candidate, and in which colour."""
    before, after = one.before, one.after
    if before.recommendation is not after.recommendation:
        said = tr("{before}, then {after}").format(
            before=recommendation_words(before.recommendation).lower(),
            after=recommendation_words(after.recommendation).lower(),
        )
        is_worse = after.recommendation is Recommendation.DOES_NOT_MEET
        return said, "danger.text" if is_worse else "text.primary"
    if one.rank_before is not None and one.rank_after is not None and one.rank_before != one.rank_after:
        is_up = one.rank_after < one.rank_before
        said = tr("up from {before} to {after}") if is_up else tr("down from {before} to {after}")
        colour = "success.text" if is_up else "warning.text"
        return said.format(before=one.rank_before, after=one.rank_after), colour
    step = (after.fit or 0.0) - (before.fit or 0.0)
    if abs(step) < 0.05:
        return tr("the same"), "text.secondary"
    said = tr("fit {step} points") if one.rank_after is None else tr("same rank, fit {step} points")
    return said.format(step=formats.number(step, decimals=1, signed=True)), "text.secondary"


def name_of(one: Previewed, formats: Formats) -> str:
    """Return what to call a candidate."""
    return called(one.candidate.name, one.candidate.number, formats)


def line_words(one: Previewed, formats: Formats) -> str:
    """Say one line whole."""
    before = standing_words(one.before, one.rank_before, formats)
    after = standing_words(one.after, one.rank_after, formats)
    said = tr("{name}: now {before}, then {after}; {change}")
    return said.format(name=name_of(one, formats), before=before, after=after, change=change_words(one, formats)[0])


def hints(ratings: RatingsSeen, found: Preview, names: Names) -> list[str]:
    """Say what else follows: skills nobody is to rate, ratings that count no more, candidates who are not shown."""
    said = []
    if found.unplanned:
        skills = and_joined([names.get(key, key) for key in found.unplanned])
        said.append(tr("Nobody is to rate {skills} yet: plan it, or the coverage falls").format(skills=skills))
    if found.dropped:
        skills = and_joined([names.get(key, key) for key in found.dropped])
        said.append(tr("What was rated of {skills} stays in the scorecards and counts no more").format(skills=skills))
    if ratings.hidden:
        said.append(
            tr("%Ln candidates are not shown: you have not rated them yet, or are close to them", ratings.hidden)
        )
    return said
