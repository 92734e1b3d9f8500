"""What Wikidata is asked, and what its answers mean."""
