"""The skill catalogue in the window."""
