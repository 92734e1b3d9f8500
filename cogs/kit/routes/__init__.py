"""Routes: what buttons, selects, forms and posts lead to, declared below all features so that any card can name any."""
