"""What was published: articles, stories, search, repairs."""
