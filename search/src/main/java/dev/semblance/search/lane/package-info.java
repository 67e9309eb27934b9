/// Lucene queries of the lanes: nearest vectors and BM25.
@NullMarked
package dev.semblance.search.lane;

import org.jspecify.annotations.NullMarked;
