"""A life in order: reports made one event, grouped and worded."""
