"""The note beside each backup: what is in it, and the sum over its bytes."""

import hashlib
import json
from datetime import datetime
from pathlib import Path
from typing import Any

from csops.domain.backups import Backup
from csops.domain.errors import BackupUnusable
from csops.storage.disk import put_in_place


def manifest_path(backup: Path) -> Path:
    """Return where the manifest of a backup lies."""
    return backup.with_name(f"{backup.name}.json")


def write_manifest(backup: Backup) -> None:
    """Write the manifest beside the backup."""
    facts = {
        "file": backup.file.name,
        "sha256": backup.sha256,
        "at": backup.at.isoformat(),
        "schema": backup.schema,
        "counts": dict(backup.counts),
        "verified": backup.verified,
        "reason": backup.reason,
        "size": backup.size,
        "head": backup.head,
        "files": backup.files,
        "csops": backup.csops,
    }
    path = manifest_path(backup.file)
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(json.dumps(facts, indent=1, ensure_ascii=False), encoding="utf-8")
    put_in_place(partial, path)


def read_manifest(backup: Path) -> Backup | None:
    """Return what the manifest of a backup says, None when there is none, or raise BackupUnusable."""
    path = manifest_path(backup)
    if not path.exists():
        return None
    try:
        facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return Backup(
            file=backup,
            sha256=str(facts["sha256"]),
            at=datetime.fromisoformat(facts["at"]),
            schema=str(facts["schema"]),
            counts={str(name): int(count) for name, count in facts["counts"].items()},
            verified=facts["verified"] is True,
            reason=str(facts["reason"]),
            size=int(facts["size"]),
            head=str(facts["head"]),
            files=Path(str(facts["files"])).name,
            csops=str(facts["csops"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupUnusable(path=backup, reason="the note beside it cannot be read") from error


def sum_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
