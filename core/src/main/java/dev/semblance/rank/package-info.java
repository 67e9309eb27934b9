/// How well texts answer a query, by whatever kind of model there is.
@NullMarked
package dev.semblance.rank;

import org.jspecify.annotations.NullMarked;
