"""The settings of the shop, its team, the window and the file."""
