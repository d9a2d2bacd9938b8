"""Files to articles: bytes are decoded, pages split into articles, and their layout read back into text."""

from dangjian_metrics.documents.decoding import Document, decode, read
from dangjian_metrics.documents.layout import Article, articles
from dangjian_metrics.documents.walking import walk

__all__ = ["Article", "Document", "articles", "decode", "read", "walk"]
