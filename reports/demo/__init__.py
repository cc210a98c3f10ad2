"""Demonstration data: a real bloc with invented scores, and a bloc that is invented altogether."""
