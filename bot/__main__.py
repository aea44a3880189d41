"""`python -m bot` is `reppu`."""

from bot.cli import main

main()
