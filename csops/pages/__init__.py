"""Any report drawn as pages: for preview, printer and PDF."""
