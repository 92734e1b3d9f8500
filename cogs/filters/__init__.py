"""Stories that a server does not get: /filters."""
