"""Reading: stories and posts as one server sees them."""
