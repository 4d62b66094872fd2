"""The queue of reviews: what waits, drawing more, replacing and dropping."""
