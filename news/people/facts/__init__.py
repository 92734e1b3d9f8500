"""What sources say of people: dates, ages, birthdays, relations."""
