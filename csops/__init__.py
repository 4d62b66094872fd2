"""csops: customer service for a small business that has no helpdesk."""

__version__ = "0.1.0"
