"""Feeds: how polling stands, whose they are."""
