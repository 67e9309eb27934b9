/// Fusion of the lanes' rankings into one, and scores of texts against a query.
@NullMarked
package dev.semblance.rank;

import org.jspecify.annotations.NullMarked;
