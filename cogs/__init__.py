"""What people in Discord see: one command family a file."""
