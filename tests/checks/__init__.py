"""Checks that the whole project must pass: texts, form, locks."""
