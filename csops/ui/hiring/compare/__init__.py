"""Candidates of an opening beside each other, one of them closer, and what a person decides."""
