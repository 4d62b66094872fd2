"""The form in which one contact is reviewed: what was said at the left, the scorecard at the right."""
