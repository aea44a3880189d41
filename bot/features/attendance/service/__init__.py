"""What is done with RSVPs and attendance."""
