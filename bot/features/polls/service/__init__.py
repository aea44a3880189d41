"""What happens in a date poll, by occasion."""
