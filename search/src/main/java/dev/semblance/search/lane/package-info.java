/// Lucene queries: nearest vectors, BM25, filters, and documents in the order of their ids.
@NullMarked
package dev.semblance.search.lane;

import org.jspecify.annotations.NullMarked;
