/// Fusion of rankings, and scores of texts against a query.
@NullMarked
package dev.semblance.rank;

import org.jspecify.annotations.NullMarked;
