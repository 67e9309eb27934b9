/// JSON forms of schemas.
@NullMarked
package dev.semblance.search.json;

import org.jspecify.annotations.NullMarked;
