/// Fuses the lanes' rankings into one, and says what each contributed.
@NullMarked
package dev.semblance.search.rank;

import org.jspecify.annotations.NullMarked;
