"""What a server sets: as values, as a file, each mistake with its line."""
