"""Attendance: who comes, and who came (R6)."""
