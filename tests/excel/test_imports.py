"""What the window may import while it starts."""

import subprocess
import sys


def test_the_writers_load_no_workbook_library_until_they_write() -> None:
    code = (
        "import sys; import csops.excel.workbook, csops.excel.text_table;"
        "sys.exit(bool({'xlsxwriter', 'openpyxl', 'numpy', 'PySide6'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
