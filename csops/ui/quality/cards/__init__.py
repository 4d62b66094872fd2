"""Scorecards of reviews in the window."""
