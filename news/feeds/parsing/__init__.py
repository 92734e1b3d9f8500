"""A feed's bytes to entries: every oddity of feeds ends here."""
