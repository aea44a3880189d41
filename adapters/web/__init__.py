"""The browser: the club's room and private lanes as one page, served to this machine."""
