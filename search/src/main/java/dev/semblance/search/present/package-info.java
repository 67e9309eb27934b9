/// Parts of found documents: the best passage, and words of the query in their fields.
@NullMarked
package dev.semblance.search.present;

import org.jspecify.annotations.NullMarked;
