"""By which keys the tabs of quality are asked for: `wanted("quality", {"tab": CARDS, "card_id": 3})`."""

TO_REVIEW, RESULTS, CALIBRATION, COACHING = "to_review", "results", "calibration", "coaching"
CARDS, MINE = "cards", "mine"
REVIEW = "review"
"""The form of one review: no tab of its own, it takes the whole place. Asked {"tab": REVIEW, "pick_id": 3}, or with
`contact_id` for one chosen by hand, `review_id` for one that was made (`quote_question` asks for words of it, too)."""
