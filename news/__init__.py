"""The domain: what news is and how it is read, in plain functions on frozen dataclasses."""
