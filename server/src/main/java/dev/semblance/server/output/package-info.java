/// Vectors in output formats: rows of bytes in each precision, and files.
@NullMarked
package dev.semblance.server.output;

import org.jspecify.annotations.NullMarked;
