"""Pure rules of the backpack: what is packed in which order, and when something is due."""
