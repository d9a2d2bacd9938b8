"""The Chinese language as the extractor knows it: numerals, words and their classes, tokens."""
