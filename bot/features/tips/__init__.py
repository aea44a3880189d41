"""Tips: given for the host, backed, joined, counted (R7). The FEATURE stands in `feature.py`."""
