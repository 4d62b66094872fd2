"""Files of candidates: kept safely, seen by whoever may know who it is, opened only where they cannot run."""

from collections.abc import Sequence
from pathlib import Path

from csops.domain.access import Permission
from csops.domain.candidates import Candidate, CandidatePaper
from csops.domain.contacts import Attachment
from csops.domain.errors import NotPermitted
from csops.services import attachments
from csops.services.candidates import check_known
from csops.services.hiring_access import check_runs, tied_candidates
from csops.services.workspace import Workspace
from csops.storage.unit_of_work import Work


def keep_paper(workspace: Workspace, *, candidate_id: int, content: bytes | Path, name: str = "") -> CandidatePaper:
    """Keep a file with a candidate. Raises as `keep_papers`."""
    return keep_papers(workspace, candidate_id=candidate_id, contents=[content], name=name)[0]


def keep_papers(
    workspace: Workspace, *, candidate_id: int, contents: Sequence[bytes | Path], name: str = ""
) -> list[CandidatePaper]:
    """Keep files with a candidate, as one act; one that is there already is not kept twice.

    Raises:
        OutOfRange: more than 25 MB. FileRefused: one cannot be read. NotFound: erased meanwhile.
        NotPermitted: this member may not know who it is, or is close to them.
    """
    workspace.require(Permission.LOG)
    with workspace.read() as work:
        _check(workspace, work, candidate_id)
    files = [attachments.keep_file(workspace, content=content, name=name) for content in contents]
    with workspace.work("Add a file of a candidate") as work:
        _check(workspace, work, candidate_id)
        return [_kept(work, candidate_id, file) for file in files]


def _kept(work: Work, candidate_id: int, file: Attachment) -> CandidatePaper:
    made = CandidatePaper(
        candidate_id=candidate_id,
        name=file.name,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        added_at=file.added_at,
        member_id=file.member_id,
    )
    there = work.hiring.papers.where(candidate_id=candidate_id, sha256=made.sha256)
    return there[0] if there else work.hiring.papers.add(made)


def list_papers(workspace: Workspace, *, candidate_id: int) -> list[CandidatePaper]:
    """Return the files of a candidate, the newest first. Raises as `keep_paper`."""
    with workspace.read() as work:
        _check(workspace, work, candidate_id)
        return work.hiring.papers.where(candidate_id=candidate_id)[::-1]


def paper_to_open(workspace: Workspace, *, paper_id: int, folder: Path) -> Path:
    """Put a copy into a folder under a name that no program bears; raises as `list_papers`, or FileRefused."""
    return attachments.file_to_open(workspace, attachment=_paper(workspace, paper_id), folder=folder)


def save_paper_copy(workspace: Workspace, *, paper_id: int, path: Path) -> None:
    """Write a file to where a person wants it; raises as `list_papers`, and as `attachments.save_copy`."""
    attachments.save_copy(workspace, attachment=_paper(workspace, paper_id), path=path)


def remove_paper(workspace: Workspace, *, paper_id: int) -> CandidatePaper:
    """Take a file off a candidate: one's own, or any of openings that one runs. An undo brings it back."""
    workspace.require(Permission.LOG)
    with workspace.work("Remove a file of a candidate") as work:
        paper = work.hiring.papers.get(paper_id)
        _check(workspace, work, paper.candidate_id)
        if paper.member_id != workspace.member.id:
            for one in work.hiring.applications.where(candidate_id=paper.candidate_id):
                check_runs(workspace, work.hiring.openings.get(one.opening_id))
        work.hiring.papers.remove(paper_id)
        return paper


def _paper(workspace: Workspace, paper_id: int) -> CandidatePaper:
    with workspace.read() as work:
        paper = work.hiring.papers.get(paper_id)
        _check(workspace, work, paper.candidate_id)
        return paper


def _check(workspace: Workspace, work: Work, candidate_id: int) -> Candidate:
    """Raise unless this member may know who it is and is not close to them: papers may say how somebody did."""
    candidate = check_known(workspace, work, candidate_id)
    if candidate_id in tied_candidates(workspace, work):
        raise NotPermitted(
            member=workspace.member.name,
            permission="see files of somebody close",
            roles="somebody who is not related",
        )
    return candidate
