"""What runs in the process for heavy arithmetic; imports no Qt, so that the process starts quickly."""

from csops.services.staffing import Basis, Outlook, outlook_of


def look_ahead(basis: Basis, _progress: object) -> Outlook:
    """Return the outlook; the process hands over the way to report, which this needs not."""
    return outlook_of(basis)
