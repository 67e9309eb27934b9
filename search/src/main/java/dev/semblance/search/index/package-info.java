/// Writes documents to disk and knows when they are safe.
@NullMarked
package dev.semblance.search.index;

import org.jspecify.annotations.NullMarked;
