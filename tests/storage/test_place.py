"""Where a live database may lie."""

from pathlib import Path

import pytest

from csops.storage.place import unsafe_place

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/export /mnt/share nfs4 rw 0 0
//server/data /mnt/my\\040data cifs rw 0 0
tmpfs /mnt/share/local tmpfs rw 0 0
rclone: /people/mara/cloud fuse.rclone rw 0 0
broken line
"""


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/people/mara/shop.db", None),
        ("/people/mara/onedriver.db", None),
        ("/people/mara/My Dropbox notes/shop.db", None),
        ("/people/mara/OneDrive/shop.db", "a OneDrive folder"),
        ("/people/mara/OneDrive - Hollow Oak/shop.db", "a OneDrive folder"),
        ("/people/mara/dropbox/x/shop.db", "a Dropbox folder"),
        ("/people/mara/Dropbox (Personal)/shop.db", "a Dropbox folder"),
        ("/people/mara/Library/Mobile Documents/com~apple~CloudDocs/shop.db", "an iCloud folder"),
        ("/people/mara/Google Drive/shop.db", "a Google Drive folder"),
        ("/mnt/share/shop.db", "a network share"),
        ("/mnt/share/local/shop.db", None),
        ("/mnt/my data/shop.db", "a network share"),
        ("/people/mara/cloud/shop.db", "a network share"),
        ("//server/data/shop.db", "a network share"),
        ("\\\\server\\data\\shop.db", "a network share"),
    ],
)
def test_a_place_is_known_for_what_it_is(path: str, place: str | None) -> None:
    assert unsafe_place(Path(path), mounts=MOUNTS) == place


def test_without_a_table_of_mounts_the_path_alone_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("csops.storage.place._MOUNTS", Path("/nowhere/at/all"))
    assert unsafe_place(Path("/mnt/share/shop.db")) is None
