"""The bot on itself: /help, /about and /privacy."""
