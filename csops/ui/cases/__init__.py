"""What contacts and customers both show of a case: its words, its entries in time, the painted timeline."""
