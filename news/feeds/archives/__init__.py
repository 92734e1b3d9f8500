"""Archives and lists of feeds: files to entries and sources."""
