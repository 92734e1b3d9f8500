"""Feeds of a server: /feeds."""
