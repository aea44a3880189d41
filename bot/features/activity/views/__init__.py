"""What members and the lead see of quiet and of activity."""
