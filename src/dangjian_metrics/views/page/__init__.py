"""A report as one web page: articles with their numbers marked beside the table of their claims.

The page carries all that it needs, asks no network for anything and runs no text of a document.
"""
