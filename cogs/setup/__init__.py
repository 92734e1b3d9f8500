"""What a server has set: /setup and /settings."""
