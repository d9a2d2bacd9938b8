"""Sentences to claims: quantities, what they measure, where and when; the disposition of every number."""
