"""csops: customer service for a small business that has no helpdesk."""
