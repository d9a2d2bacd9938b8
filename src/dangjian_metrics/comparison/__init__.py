"""Claims set side by side: what can be compared in one column, and how the places stand in it.

``measures`` brings units together, ``record`` holds rows and columns, ``rows`` ranks claims and finds conflicts, ``matrix`` sets several fields
beside each other.
"""
