"""The team: who can do what, what hangs on one person, one member, and training."""
