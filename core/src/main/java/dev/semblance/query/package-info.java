/// Searches: what is searched for, with filters and pages, and what is found.
@NullMarked
package dev.semblance.query;

import org.jspecify.annotations.NullMarked;
