"""One folder per capability of a club."""
