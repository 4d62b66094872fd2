"""Where the records are kept; the only room that knows SQL."""
