"""Contacts: logging them, reading them by case, and the table of all."""
