"""What the bot posts on its own: one sender takes it out of the outbox and sees to it that each post is there once."""
