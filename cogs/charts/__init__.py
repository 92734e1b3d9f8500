"""Pictures: rankings, sparklines and timelines."""
