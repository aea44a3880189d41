"""Tips, told as stories and held against their rules."""
