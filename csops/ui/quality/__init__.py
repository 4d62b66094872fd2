"""Reviews of handled contacts in the window: what is to review, results, calibration, coaching, scorecards."""
