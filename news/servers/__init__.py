"""What servers set, and what they are owed and why."""
