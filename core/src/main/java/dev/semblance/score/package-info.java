/// How well texts answer a query, by whatever kind of model there is.
@NullMarked
package dev.semblance.score;

import org.jspecify.annotations.NullMarked;
