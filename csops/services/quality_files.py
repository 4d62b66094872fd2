"""Reports on reviews written into files, as whoever takes them along may see them: their own, everybody may."""

from datetime import date
from pathlib import Path

from csops.services.exports import Cancelled, Exported, Progress, write_report
from csops.services.quality_reports import person_report, review_report
from csops.services.workspace import Workspace


def export_person_report(
    workspace: Workspace,
    *,
    member_id: int,
    path: Path,
    first_day: date | None = None,
    last_day: date | None = None,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write somebody's reviews of a period; errors as `quality_reports.person_report` and `exports.export`."""
    report = person_report(workspace, member_id=member_id, first_day=first_day, last_day=last_day)
    return write_report(report, path=path, progress=progress, cancelled=cancelled)


def export_review_sheet(
    workspace: Workspace,
    *,
    review_id: int,
    path: Path,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Exported:
    """Write one review; errors as `quality_reports.review_report` and `exports.export`."""
    report = review_report(workspace, review_id=review_id)
    return write_report(report, path=path, progress=progress, cancelled=cancelled)
