/// Finds candidates: by nearest vectors and by words.
@NullMarked
package dev.semblance.search.recall;

import org.jspecify.annotations.NullMarked;
