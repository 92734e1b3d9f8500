"""A life in order: tellings made one event, grouped and worded."""
