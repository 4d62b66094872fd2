"""The sample business: a bicycle shop with five people and two years of contacts, the same for the same seed."""
