"""The main job once through, on the sample business: built, forecast, staffed, exported."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from csops.bootstrap import create_workspace
from csops.services import exports, forecast, reports
from csops.services.sample.build import build_sample
from csops.services.workspace import Workspace

WEEKS_AHEAD = 4
FILE_NAME = "hollow-oak-cycles.csops"


@dataclass(frozen=True, kw_only=True)
class Demo:
    """What the demonstration made, and how long it took."""

    db: Path
    contacts: int
    workbook: Path
    pdf: Path
    forecast: dict[str, float]
    """Contacts expected in the next four weeks, by channel."""
    seconds: float


def run_demo(*, folder: Path, progress: Callable[[float, str], object]) -> Demo:
    """Build the sample business in the folder, forecast, staff and export it. An earlier demonstration is replaced."""
    began = time.perf_counter()
    folder.mkdir(parents=True, exist_ok=True)
    place = folder / FILE_NAME
    _make_room(place)
    progress(0.0, "Two years of a bicycle shop")
    workspace = create_workspace(place, owner="Mara Lindqvist")
    try:
        made = build_sample(workspace, until=workspace.now())
        progress(0.4, "Forecast")
        expected = _expected(workspace)
        progress(0.6, "Workbook and PDF")
        workbook, pdf = _export(workspace, folder)
    finally:
        workspace.close()
    progress(1.0, "Done")
    return Demo(
        db=place,
        contacts=made.contacts,
        workbook=workbook,
        pdf=pdf,
        forecast=expected,
        seconds=time.perf_counter() - began,
    )


def _make_room(place: Path) -> None:
    """Take an earlier demonstration away: it is ours, made up, and labelled so."""
    for name in (place.name, f"{place.name}-wal", f"{place.name}-shm"):
        (place.parent / name).unlink(missing_ok=True)


def _expected(workspace: Workspace) -> dict[str, float]:
    with workspace.read() as work:
        channels = [channel for channel in work.channels.all("position") if channel.active]
        used = {channel_id for channel_id, _, _ in work.volumes.offered()}
    found = {}
    for channel in channels:
        if channel.id in used:
            made = forecast.forecast_volume(
                workspace, channel=channel.key, every="1d", horizon_days=WEEKS_AHEAD * 7, origins=0
            )
            found[channel.key] = round(sum(row.mean for row in made.rows), 1)
    return found


def _export(workspace: Workspace, folder: Path) -> tuple[Path, Path]:
    today = workspace.now().astimezone(ZoneInfo(workspace.shop().zone)).date()
    service = reports.report(workspace, name="service", first_day=today - timedelta(days=364), last_day=today)
    staffing = reports.report(
        workspace, name="staffing", first_day=today, last_day=today + timedelta(weeks=WEEKS_AHEAD)
    )
    workbook, pdf = folder / "service.xlsx", folder / "staffing.pdf"
    exports.export(workspace, report=service, path=workbook)
    exports.export(workspace, report=staffing, path=folder / "staffing.xlsx")
    exports.export(workspace, report=staffing, path=pdf)
    return workbook, pdf
