"""By which keys the tabs of the figures are asked for: `wanted("figures", {"tab": FIGURES, "figure": "csat"})`."""

FIGURES, RISK, BOARD = "figures", "risk", "board"
