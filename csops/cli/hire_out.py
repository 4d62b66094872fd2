"""The command that prints interview sheets: of one's scorecard, a part of the plan, or a whole opening."""

import argparse
from pathlib import Path
from typing import Any

from csops.cli.call import Answer, Call


def add_sheet(actions: Any) -> None:
    """Add it to the commands of hiring."""
    says = "Interview sheets to print: questions, behaviours, boxes to tick, lines for what was said"
    sheet: argparse.ArgumentParser = actions.add_parser("sheet", help="interview sheets to print", description=says)
    which = sheet.add_mutually_exclusive_group(required=True)
    which.add_argument("--card", type=int, metavar="ID", help="one's own scorecard")
    which.add_argument("--seat", type=int, metavar="ID", help="one interviewer's part of the plan")
    which.add_argument("--opening", type=int, metavar="ID", help="everybody who rates in it")
    sheet.add_argument("--out", metavar="FILE", required=True, help="ending .pdf")


def sheet(call: Call) -> Answer:
    """Write interview sheets, each for one interviewer and one candidate, as a PDF."""
    from csops.services.interview_sheets import sheet_of_card, sheet_of_seat, sheets_of_opening, write_sheets

    options, path = call.options, Path(call.options.out)
    with call.workspace() as workspace:
        if options.card is not None:
            sheets = sheet_of_card(workspace, card_id=options.card)
        elif options.seat is not None:
            sheets = sheet_of_seat(workspace, seat_id=options.seat)
        else:
            sheets = sheets_of_opening(workspace, opening_id=options.opening)
        written = write_sheets(sheets, path)
    data = {
        "file": written.file,
        "pages": written.pages,
        "sheets": [{"interviewer": each.interviewer, "candidate": each.candidate or None} for each in sheets],
    }
    return Answer(data=data, lines=(f"Wrote {len(sheets)} sheets on {written.pages} pages: {written.file}",))
