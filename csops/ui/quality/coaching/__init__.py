"""Coaching in the window: who to talk with about what, sessions with their evidence, what was agreed and what it did."""
