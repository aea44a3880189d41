"""Chat platforms, the web page and the alarm, each behind a port of the core."""
