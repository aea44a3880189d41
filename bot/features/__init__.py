"""One folder per capability of a club; `ALL` is the one list of them, in the order of menus and help."""
