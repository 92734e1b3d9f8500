"""Who has a birthday: /birthdays and the list of a server."""
