/// Documents: their fields, the schema of these, and which of them are read.
@NullMarked
package dev.semblance.document;

import org.jspecify.annotations.NullMarked;
