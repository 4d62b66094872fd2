"""By which keys the tabs of quality are asked for: `wanted("quality", {"tab": CARDS, "card_id": 3})`."""

TO_REVIEW, RESULTS, CALIBRATION, COACHING = "to_review", "results", "calibration", "coaching"
CARDS, MINE = "cards", "mine"
