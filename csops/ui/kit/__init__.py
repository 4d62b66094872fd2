"""Tools of the window that know no feature."""
