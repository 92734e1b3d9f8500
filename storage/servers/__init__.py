"""Servers: settings, their changes, departures."""
