"""Interviews: the form of a scorecard, the plan of who rates what, and what waits for whom."""
