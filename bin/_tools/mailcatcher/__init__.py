"""Catches all mail of the demo and shows it on a page; nothing ever leaves this machine."""
