"""What comes with the program: design tokens and starter content."""
