"""What several places show of figures: their words, and the way to what is behind them."""
