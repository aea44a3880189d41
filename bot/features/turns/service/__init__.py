"""What the turns feature does when asked."""
