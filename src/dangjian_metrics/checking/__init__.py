"""What in the claims of a store cannot all be true, or wants a second look.

``spans`` tells what a stated figure may be, ``passages`` what stands together; a module for each family of rules; ``rules`` names them,
``running`` asks a store.
"""
