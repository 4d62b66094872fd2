"""Role profiles and the scorecard of values in the window."""
