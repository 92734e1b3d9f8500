"""The flow of an article: gather, decide, keep. Needs no Discord: the bot, the demo and the import share it."""
