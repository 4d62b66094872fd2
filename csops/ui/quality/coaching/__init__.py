"""Coaching in the window: who to talk with about what, sessions with evidence, what was agreed, what it did."""
