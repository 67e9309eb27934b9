/// Files in, documents out, and from there into a corpus: nothing is lost without a word.
@NullMarked
package dev.semblance.search.ingest;

import org.jspecify.annotations.NullMarked;
