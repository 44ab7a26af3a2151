"""JSON documents: answers for machines, and what is read back from them."""
