/// Text to terms with their positions, Chinese included.
@NullMarked
package dev.semblance.search.analysis;

import org.jspecify.annotations.NullMarked;
