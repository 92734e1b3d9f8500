"""Corrections of a story by moderators."""
