/// JSON: strict reading, fast writing, and the errors of unreadable JSON.
@NullMarked
package dev.semblance.server.json;

import org.jspecify.annotations.NullMarked;
