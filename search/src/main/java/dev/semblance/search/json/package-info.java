/// JSON forms of schemas and filters.
@NullMarked
package dev.semblance.search.json;

import org.jspecify.annotations.NullMarked;
