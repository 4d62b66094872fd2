"""The place of the customers: who they are, and all that was between us."""
