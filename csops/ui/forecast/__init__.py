"""The forecast: volume ahead, people needed, and what if."""
