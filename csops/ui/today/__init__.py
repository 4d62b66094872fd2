"""How the day starts: what is promised, how service goes, what came and is expected; and the very first start."""
