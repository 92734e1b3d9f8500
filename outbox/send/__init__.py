"""Sending: claims what is owed, has each post tried, and ends in order."""
