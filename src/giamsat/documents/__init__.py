"""Papers.

One folder of ``catalogue`` a kind, each a text with places to fill, written as Word and PDF when
issued.
"""
