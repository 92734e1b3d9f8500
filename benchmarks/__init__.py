"""What is measured, one file a question; each prints one table."""
