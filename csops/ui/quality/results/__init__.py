"""What reviews come to: scores with their doubt, and the reviews behind each number."""
