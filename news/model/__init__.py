"""The shapes that news takes on its way from a publisher's bytes to a card, one dataclass a stage.

Times are whole seconds since 1970 in UTC. A stage carries what is known so far (Entry < Article < Story);
nothing is half-filled, and an unknown text is the empty string.
"""
