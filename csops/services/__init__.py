"""What a person can do, one plain function each."""
