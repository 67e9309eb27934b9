/// Filters as text: read and written by one grammar.
@NullMarked
package dev.semblance.search.filter;

import org.jspecify.annotations.NullMarked;
