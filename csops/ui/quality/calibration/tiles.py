"""What a session comes to, in four figures; each is taken apart by a click."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from csops.domain.calibration_figures import SessionFigures
from csops.services.calibrations import SeenCalibration
from csops.ui.kit.cards import Figure, KpiTile
from csops.ui.kit.formats import UNKNOWN, Formats
from csops.ui.kit.spacing import Spacing
from csops.ui.kit.theme import Themes
from csops.ui.quality.calibration.words import bounds_words, coefficient, few_words, strength_words
from csops.ui.quality.wording import tr

SAME, ALPHA, SCORES, CRITICAL = "same", "alpha", "scores", "critical"
KEYS = (SAME, ALPHA, SCORES, CRITICAL)


class SessionTiles(QWidget):
    """Same rating, alpha, final scores, critical errors.

    Signals:
        opened(str): what the tile of this key is made of is wanted.
    """

    opened = Signal(str)

    def __init__(self, themes: Themes, formats: Formats) -> None:
        super().__init__()
        self._formats = formats
        self.tiles = {key: KpiTile(themes, Figure(name="", value="")) for key in KEYS}
        row = QHBoxLayout(self)
        Spacing(themes, row, gap=3)
        self._shown: tuple[SeenCalibration, int] | None = None
        self._is_narrow = False
        for key, tile in self.tiles.items():
            tile.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)  # all of them equally wide
            row.addWidget(tile, 1)
            tile.opened.connect(lambda key=key: self.opened.emit(key))

    def show_session(self, seen: SeenCalibration, *, goal: int) -> None:
        """Show a session's figures."""
        self._shown = (seen, goal)
        for key, figure in figures_of(seen, goal=goal, formats=self._formats, is_narrow=self._is_narrow).items():
            self.tiles[key].show_figure(figure)

    def set_narrow(self, is_narrow: bool) -> None:
        """Say less where there is less room."""
        self._is_narrow = is_narrow
        for tile in self.tiles.values():
            tile.set_narrow(is_narrow)
        if self._shown is not None:
            self.show_session(self._shown[0], goal=self._shown[1])


def figures_of(seen: SeenCalibration, *, goal: int, formats: Formats, is_narrow: bool = False) -> dict[str, Figure]:
    """Return what the tiles say of a session whose ratings are open."""
    found = seen.figures
    if found is None:
        return {}
    return {
        SAME: _same(found, goal, formats),
        ALPHA: _alpha(found, formats),
        SCORES: _scores(found, formats, is_narrow=is_narrow),
        CRITICAL: _critical(found, formats),
    }


def _same(found: SessionFigures, goal: int, formats: Formats) -> Figure:
    is_met = found.equal is not None and found.equal * 100 >= goal
    return Figure(
        name=tr("Same rating, by pairs"),
        brief_name=tr("Same by pairs"),
        value=formats.share(found.equal) if found.equal is not None else UNKNOWN,
        verdict=tr("goal {goal}").format(goal=formats.share(goal / 100)),
        verdict_family="neutral" if found.equal is None else "success" if is_met else "warning",
    )


def _alpha(found: SessionFigures, formats: Formats) -> Figure:
    word, family = strength_words(found.alpha, formats)
    return Figure(
        name=tr("Krippendorff’s alpha"),
        brief_name=tr("Alpha"),
        value=coefficient(found.alpha.value, formats),
        verdict=bounds_words(found.alpha, formats),
        brief=word,
        verdict_family=family,
    )


def _scores(found: SessionFigures, formats: Formats, *, is_narrow: bool) -> Figure:
    name = tr("Final scores")
    if found.lowest is None or found.highest is None:
        return Figure(name=name, value=UNKNOWN, verdict=tr("nothing was rated"))
    low, high = formats.number(round(found.lowest)), formats.share(found.highest / 100)
    apart = round(found.highest) - round(found.lowest)
    value = tr("{low} to {high}").format(low=low, high=high) if apart else high
    if is_narrow and apart:
        value = f"{low}\N{EN DASH}{formats.number(round(found.highest))}"
    return Figure(
        name=name,
        value=value,
        verdict=tr("%Ln points apart", apart) if apart else tr("all the same"),
        brief=tr("%Ln apart", apart) if apart else "",
    )


def _critical(found: SessionFigures, formats: Formats) -> Figure:
    name, brief = tr("Critical errors seen"), tr("Critical seen")
    saw, missed = len(found.saw_critical), len(found.missed_critical)
    if not saw and not found.has_critical:
        return Figure(name=name, brief_name=brief, value=tr("none"), verdict=tr("by nobody"))
    none = len(found.saw_none)
    value = tr("{saw} of {all}").format(saw=formats.number(saw), all=formats.number(saw + none))
    if found.has_critical is None:  # who is right is not said yet
        verdict, family = tr("%Ln did not", none) if none else tr("by all"), "warning" if none else "neutral"
    elif not found.has_critical:
        verdict, family = tr("agreed: no error"), "neutral"
    else:
        verdict = tr("agreed, %Ln missed it", missed) if missed else tr("agreed, by all")
        family = "danger" if missed else "neutral"
    return Figure(name=name, brief_name=brief, value=value, verdict=verdict, verdict_family=family)


# ------------------------------------------------------------ taken apart
def sentences_of(key: str, seen: SeenCalibration, *, goal: int, formats: Formats) -> tuple[str, Sequence[str]]:
    """Return the title and the sentences that take a tile apart."""
    found = seen.figures
    figure = figures_of(seen, goal=goal, formats=formats).get(key)
    if found is None or figure is None:
        return "", ()
    told = {
        SAME: lambda: _same_sentences(found, goal, formats),
        ALPHA: lambda: _alpha_sentences(found, formats),
        SCORES: lambda: _score_sentences(seen, found, formats),
        CRITICAL: lambda: _critical_sentences(seen, found),
    }
    return f"{figure.name}: {figure.value}", told[key]()


def _same_sentences(found: SessionFigures, goal: int, formats: Formats) -> list[str]:
    equal = sum(row.equal_pairs for row in found.rows)
    return [
        tr("Each criterion is compared for each pair of reviewers: {equal} of {pairs} pairs gave the same.").format(
            equal=formats.number(equal), pairs=formats.number(found.pairs)
        ),
        tr("“Not applicable” is an answer like any other here."),
        tr("Your goal is {goal}; it is changed in Settings, Quality.").format(goal=formats.share(goal / 100)),
    ]


def _alpha_sentences(found: SessionFigures, formats: Formats) -> list[str]:
    alpha = found.alpha
    said = tr(
        "1 is full agreement, 0 what chance alone would give. Steps of a scale further apart count more; "
        "what somebody called not applicable is left out."
    )
    rests = tr("It rests on {criteria} criteria and {reviewers} reviewers of one contact.").format(
        criteria=formats.number(alpha.units), reviewers=formats.number(alpha.raters)
    )
    if alpha.value is None:
        rests = tr("All ratings are the same, so that there is nothing to tell agreement from.")
    few = tr("{few}. What it tells is said of all sessions together, under “All sessions”.")
    return [said, rests, few.format(few=few_words(alpha, formats))]


def _score_sentences(seen: SeenCalibration, found: SessionFigures, formats: Formats) -> list[str]:
    names = {one.id: one.name for one in seen.reviewers}
    mean = found.mean or 0.0
    told = [
        tr("{name}: {score}").format(name=names.get(who, ""), score=formats.share((mean + apart) / 100, decimals=1))
        for who, apart in sorted(found.against_mean.items(), key=lambda one: -one[1])
    ]
    said = tr("The mean of all is {mean}.").format(mean=formats.share(mean / 100, decimals=1))
    warned = tr("One contact makes nobody strict or lenient; “All sessions” tells who is, beyond chance.")
    return [*told, said, warned]


def _critical_sentences(seen: SeenCalibration, found: SessionFigures) -> list[str]:
    names = {one.id: one.name for one in seen.reviewers}
    told = [tr("Nobody found a critical error.")]
    if found.saw_critical:
        told = [tr("Found a critical error: {names}.").format(names=_names(names, found.saw_critical))]
        if found.saw_none:
            told.append(tr("Found none: {names}.").format(names=_names(names, found.saw_none)))
    if found.has_critical is None:
        return [*told, tr("Who is right is not agreed yet.")]
    if found.has_critical:
        missed = _names(names, found.missed_critical)
        said = tr("It was agreed that there is one. Missed by: {names}.").format(names=missed)
        return [*told, said if missed else tr("It was agreed that there is one.")]
    return [*told, tr("It was agreed that there is none.")] if found.saw_critical else told


def _names(names: Mapping[int, str], who: Sequence[int]) -> str:
    return ", ".join(names.get(one, "") for one in who)
