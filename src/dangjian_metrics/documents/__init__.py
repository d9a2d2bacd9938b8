"""Files to articles: bytes are decoded, pages split into articles, and their layout read back into text."""

from dangjian_metrics.documents.archives import Packed
from dangjian_metrics.documents.document import Document
from dangjian_metrics.documents.layout import Article, articles
from dangjian_metrics.documents.reading import document, read
from dangjian_metrics.documents.walking import walk

__all__ = ["Article", "Document", "Packed", "articles", "document", "read", "walk"]
