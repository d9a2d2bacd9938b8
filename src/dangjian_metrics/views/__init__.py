"""Claims shown: records for programs and spreadsheets, tables for the terminal."""
