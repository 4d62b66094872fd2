"""Figures: how service goes by the metric dictionary, and the board of the team."""
