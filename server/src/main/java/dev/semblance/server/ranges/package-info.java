/// Ranges of int8 and uint8 codes as JSON, and as files that outlast the server.
@NullMarked
package dev.semblance.server.ranges;

import org.jspecify.annotations.NullMarked;
