"""The only SQL: what the bot remembers, as stores named by noun."""
