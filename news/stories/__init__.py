"""What the articles come to: which belong together, on whose word, what about, how sure."""
