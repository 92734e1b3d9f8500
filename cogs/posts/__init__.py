"""What posts in channels show, and the buttons under them."""
