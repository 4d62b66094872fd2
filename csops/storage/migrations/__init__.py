"""The steps by which a schema came to be what it is; each names its own tables and never imports today's."""
