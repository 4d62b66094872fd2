"""How groups of candidates fared, and how long their details are kept."""
