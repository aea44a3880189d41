"""The core of Reppu: knows no chat platform and no database."""
