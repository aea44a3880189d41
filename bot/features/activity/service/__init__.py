"""What members and the clock ask of activity, act by act."""
