package dev.semblance.search.index;

import dev.semblance.collection.Document;

/// A document with its vector, both checked: ready to be written.
///
/// @param vector `[k]`, length 1
public record VectoredDocument(Document document, float[] vector) {}
