"""The main job once through, on the sample business: built, forecast, staffed, candidates scored, exported."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from csops.services import exports, forecast, hiring_reports, reports
from csops.services.comparison import Comparison, compare
from csops.services.comparison_sections import name_of
from csops.services.openings import list_openings
from csops.services.review_results import review_results
from csops.services.sample.build import build_sample
from csops.services.workspace import Workspace

WEEKS_AHEAD = 4


@dataclass(frozen=True, kw_only=True)
class Reviewed:
    """Reviews sent, their mean score with its interval (0 to 100), and the weakest criterion with its mean."""

    reviews: int
    mean: float
    low: float
    high: float
    weakest: str
    weakest_mean: float


@dataclass(frozen=True, kw_only=True)
class Demo:
    """What the demonstration made."""

    contacts: int
    workbook: Path
    pdf: Path
    forecast: dict[str, float]
    """Contacts expected in the next four weeks, by channel."""
    candidates: dict[str, float | None]
    """Fit of the candidates for the newest opening that all have rated, 0 to 100, the first ranked first."""
    hiring: Path
    """Workbook of the year's openings, whose formulas give the scores."""
    reviews: Reviewed | None
    """What the reviews of half a year came to; None where nothing was reviewed."""


def run_demo(workspace: Workspace, *, folder: Path, progress: Callable[[float, str], object]) -> Demo:
    """Fill a new database with the sample business, forecast, staff, score candidates, and export to the folder."""
    progress(0.0, "Two years of a bicycle shop")
    made = build_sample(workspace, until=workspace.now())
    progress(0.4, "Forecast")
    expected = _expected(workspace)
    progress(0.6, "Candidates")
    comparison = _scored(workspace)
    progress(0.65, "Workbooks and PDF")
    workbook, pdf = _export(workspace, folder)
    hiring = _export_hiring(workspace, folder, opening_id=comparison.opening.id)
    progress(1.0, "Done")
    return Demo(
        contacts=made.contacts,
        workbook=workbook,
        pdf=pdf,
        forecast=expected,
        candidates={name_of(one): one.fit.fit if one.fit else None for one in comparison.candidates},
        hiring=hiring,
        reviews=reviewed(workspace),
    )


def _scored(workspace: Workspace) -> Comparison:
    """Return the candidates of the newest opening of whom nothing is hidden any more from the owner."""
    found = [compare(workspace, opening_id=opening.id) for opening in list_openings(workspace)]
    return next(each for each in found if all(one.hidden is None for one in each.candidates))


def reviewed(workspace: Workspace) -> Reviewed | None:
    """Return what the reviews of half a year came to, None where too few are sent to say so."""
    today = workspace.today()
    found = review_results(workspace, first_day=today - timedelta(days=181), last_day=today)
    mean = found.whole.final
    if mean.value is None or mean.low is None or mean.high is None:
        return None
    weakest = next(one for one in found.criteria if one.mean.n >= found.fewest_to_rank)
    with workspace.read() as work:
        (card,) = work.quality.cards.where(key=weakest.card)
        newest = max(work.quality.card_versions.where(card_id=card.id), key=lambda one: one.number)
    names = {one.key: one.name for one in newest.criteria}
    return Reviewed(
        reviews=found.whole.reviews,
        mean=mean.value,
        low=mean.low,
        high=mean.high,
        weakest=f"{card.name}: {names[weakest.criterion]}",
        weakest_mean=weakest.mean.value or 0.0,
    )


def _expected(workspace: Workspace) -> dict[str, float]:
    with workspace.read() as work:
        channels = [channel for channel in work.channels.all("position") if channel.active]
        used = {channel_id for channel_id, *_ in work.volumes.offered()}
    found = {}
    for channel in channels:
        if channel.id in used:
            made = forecast.forecast_volume(
                workspace, channel=channel.key, every="1d", horizon_days=WEEKS_AHEAD * 7, origins=0
            )
            found[channel.key] = round(sum(row.mean for row in made.rows), 1)
    return found


def _export(workspace: Workspace, folder: Path) -> tuple[Path, Path]:
    today = workspace.today()
    service = reports.report(workspace, name="service", first_day=today - timedelta(days=364), last_day=today)
    staffing = reports.report(
        workspace, name="staffing", first_day=today, last_day=today + timedelta(weeks=WEEKS_AHEAD)
    )
    workbook, pdf = folder / "service.xlsx", folder / "staffing.pdf"
    exports.export(workspace, report=service, path=workbook)
    exports.export(workspace, report=staffing, path=folder / "staffing.xlsx")
    exports.export(workspace, report=staffing, path=pdf)
    return workbook, pdf


def _export_hiring(workspace: Workspace, folder: Path, *, opening_id: int) -> Path:
    comparison = hiring_reports.comparison_report(workspace, opening_id=opening_id)
    hiring, today = folder / "hiring.xlsx", workspace.today()
    exports.export(workspace, report=comparison, path=folder / "candidates.pdf")
    year = hiring_reports.hiring_report(workspace, first_day=today - timedelta(days=364), last_day=today)
    exports.export(workspace, report=year, path=hiring)
    return hiring
