/// Finds candidates: by nearest vectors and by words.
@NullMarked
package dev.semblance.search.lane;

import org.jspecify.annotations.NullMarked;
