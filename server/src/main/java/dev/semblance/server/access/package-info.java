/// Authentication, rate limits and shutdown draining.
@NullMarked
package dev.semblance.server.access;

import org.jspecify.annotations.NullMarked;
