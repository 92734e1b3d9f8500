"""Plain text: folding, words, links, days, zones, what people type."""
