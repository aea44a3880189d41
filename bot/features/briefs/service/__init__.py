"""Writing a brief, asking for it, and sending guests their preparation."""
