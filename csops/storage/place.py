"""Whether a place is safe for a live database: no network share, no folder that something synchronises."""

from pathlib import Path, PurePath

_SYNCED = {
    "onedrive": "a OneDrive folder",
    "dropbox": "a Dropbox folder",
    "google drive": "a Google Drive folder",
    "googledrive": "a Google Drive folder",
    "icloud drive": "an iCloud folder",
    "mobile documents": "an iCloud folder",
    "com~apple~clouddocs": "an iCloud folder",
    "nextcloud": "a Nextcloud folder",
    "syncthing": "a Syncthing folder",
}
_NETWORK = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "fuse.sshfs", "9p", "davfs", "fuse.rclone", "ncpfs"}
_MOUNTS = Path("/proc/self/mounts")


def unsafe_place(path: Path, *, mounts: str | None = None) -> str | None:
    """Return what is wrong with the place ("a OneDrive folder", "a network share"), None when it is safe.

    Args:
        path: where the database would lie; it need not exist.
        mounts: the table of mounted file systems, as Linux shows it; read from the system when not given.
    """
    full = path.expanduser().absolute()
    if str(path).startswith(("\\\\", "//")):
        return "a network share"
    return _synced(full) or _on_network(full, _mounts() if mounts is None else mounts)


def _synced(path: PurePath) -> str | None:
    for part in path.parts:
        name = part.casefold()
        for known, words in _SYNCED.items():
            # "OneDrive - Hollow Oak" is one, "onedriver.db" is not.
            if name == known or name.startswith((f"{known} ", f"{known}-", f"{known} (")):
                return words
    return None


def _mounts() -> str:
    return _MOUNTS.read_text(encoding="utf-8", errors="replace") if _MOUNTS.exists() else ""


def _on_network(path: Path, mounts: str) -> str | None:
    best, kind = "", ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) >= 3:
            point = fields[1].replace("\\040", " ")
            if path.is_relative_to(point) and len(point) >= len(best):
                best, kind = point, fields[2]
    return "a network share" if kind in _NETWORK else None
