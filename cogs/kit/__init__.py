"""What several features share: buttons, replies, options, rights."""
