"""People: the catalogue, dates, events, followers, what Wikidata said."""
