"""Claims kept in one SQLite file: documents in, questions out.

``connection`` opens the file, ``schema`` says what is in it, ``adding`` writes documents, ``filters`` and
``asking`` answer questions, ``sandbox`` those in the user's own SQL.
"""
