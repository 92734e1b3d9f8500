"""The demo edition: sample feeds, and the local Discord that shows them."""
