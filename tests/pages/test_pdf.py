"""A report as a PDF file."""

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QRectF
from PySide6.QtGui import QImage, QPainter

from csops.domain.errors import Cancelled, DiskFull, NotWritable
from csops.domain.reports import Report, Text
from csops.pages.look import BODY
from csops.pages.pages import STREAMED_ROWS, Pages
from csops.pages.pdf import write
from tests.helpers.reports import HOSTILE, a_log, a_report

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_report_becomes_a_pdf_of_several_pages(tmp_path: Path) -> None:
    written = write(a_report(a_log(*HOSTILE)), tmp_path / "r.pdf")
    assert written.file.read_bytes().startswith(b"%PDF")
    assert written.pages == Pages(a_report(a_log(*HOSTILE))).count > 1


def test_the_file_holds_a_letter_for_every_glyph_that_it_shows(tmp_path: Path) -> None:
    said = "0123456789 12:30, n = 20 (95 %) 1.5 - 2 -> x"
    file = write(Report(title=said, sections=(Text(title=said, paragraphs=(said,)),)), tmp_path / "r.pdf").file
    listed = re.findall(rb"<\w{4}> <\w{4}> \[([^\]]*)\]", file.read_bytes())  # which glyph is which letter
    codes = {int(code, 16) for each in listed for code in re.findall(rb"<(\w{4})>", each)}
    assert 0 not in codes
    assert {ord(letter) for letter in said} - {ord(" ")} <= codes


def test_an_empty_report_is_one_page(tmp_path: Path) -> None:
    assert write(Report(title="Nothing yet", sections=()), tmp_path / "r.pdf").pages == 1


def test_the_command_line_writes_without_a_display(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from csops.pages.pdf import write;"
        "from csops.domain.reports import Report; write(Report(title='x', sections=()), Path(sys.argv[1]))"
    )
    nothing = {"QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"}
    bare = {key: value for key, value in os.environ.items() if key not in nothing}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "r.pdf")], env=bare, check=True)
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")


def test_nothing_stands_outside_the_body_of_its_page() -> None:
    pages = Pages(a_report(a_log(*HOSTILE, "word " * 5000)))
    blocks = [block for page in pages._flow.pages[1:] for block in page]
    assert all(BODY.adjusted(0, 0, 0.01, 0.01).contains(block.place) for block in blocks)


def test_the_preview_paints_what_the_file_holds() -> None:
    pages = Pages(a_report(), locale=QLocale(QLocale.Language.English))
    size = pages.size.toSize()
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(0xFFFFFFFF)
    painter = QPainter(image)
    pages.paint(painter, 0)
    painter.end()
    title = image.copy(QRectF(BODY.left(), 40, 200, 26).toRect())
    assert any(title.pixel(x, y) != 0xFFFFFFFF for x in range(title.width()) for y in range(title.height()))


def test_a_long_log_is_cut_on_paper_and_says_so() -> None:
    some, more = (Pages(Report(title="Log", sections=(a_log(*["x"] * count),))) for count in (STREAMED_ROWS, 5000))
    assert some.count == more.count


def test_a_long_text_goes_over_pages(tmp_path: Path) -> None:
    text = Text(title="Words", paragraphs=("word " * 8000,))
    assert write(Report(title="Words", sections=(text,)), tmp_path / "r.pdf").pages > 2


def test_stopping_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_text("old")
    with pytest.raises(Cancelled):
        write(a_report(), path, cancelled=lambda: True)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_progress_tells_the_pages(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    written = write(a_report(), tmp_path / "r.pdf", progress=lambda *far: told.append(far))
    assert told == [(number + 1, written.pages) for number in range(written.pages)]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        write(a_report(), tmp_path / "nowhere" / "r.pdf")


def test_a_report_of_hostile_titles_is_painted(tmp_path: Path) -> None:
    sections = tuple(Text(title=text, paragraphs=(text,)) for text in HOSTILE)
    assert write(Report(title=HOSTILE[0], sections=sections), tmp_path / "r.pdf").pages >= 2


def test_a_full_disk_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "r.pdf"
    path.write_text("old")
    _, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, hard))
    try:
        with pytest.raises(DiskFull):
            write(a_report(), path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]
