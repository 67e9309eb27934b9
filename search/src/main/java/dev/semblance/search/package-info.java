/// Opens a data directory and answers with collections that can be written and searched.
@NullMarked
package dev.semblance.search;

import org.jspecify.annotations.NullMarked;
