"""What a date poll shows, by who sees it."""
