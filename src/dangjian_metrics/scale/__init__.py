"""Many documents: in batches, done here, by processes of this machine, or by the workers of a Dask cluster.

``batches`` says what is done with a document, ``local`` and ``cluster`` where; whoever does it, outcomes come in the order of the documents.
"""
