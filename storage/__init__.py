"""The engines that keep a club, behind the ports of the core."""
