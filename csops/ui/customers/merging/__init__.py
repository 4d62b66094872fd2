"""Two customers made one and parted again; what is kept of one handed over, anonymised or erased."""
