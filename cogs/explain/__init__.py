"""Why something was posted or not: /why and /held."""
