"""The outbox: posts, announcements, the stages of each."""
