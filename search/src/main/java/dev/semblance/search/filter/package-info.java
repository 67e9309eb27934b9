/// The text form of filters: its grammar, reader and writer.
@NullMarked
package dev.semblance.search.filter;

import org.jspecify.annotations.NullMarked;
