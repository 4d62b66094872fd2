"""Openings: the list of them, an opening with its parts, and the page of a candidate."""
