"""What is seen of tips: counts in the room, everything else in private."""
