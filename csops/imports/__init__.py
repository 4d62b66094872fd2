"""Files from outside as records or as problems with a row and a reason."""
