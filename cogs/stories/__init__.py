"""What is in the news: /trending, /latest, /story and /search."""
