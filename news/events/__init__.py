"""What happened to somebody when: sentences to dated events, events to timelines."""
