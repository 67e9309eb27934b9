/// The Lucene index of a collection: documents written, committed and acknowledged.
@NullMarked
package dev.semblance.search.index;

import org.jspecify.annotations.NullMarked;
