"""Reports: chosen, looked at as pages, written to files, printed."""
