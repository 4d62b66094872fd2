"""My reviews: what somebody was sent of their own contacts, with their results and coaching."""
