/// Files to documents, and from there into a collection; every skipped record is reported.
@NullMarked
package dev.semblance.search.ingest;

import org.jspecify.annotations.NullMarked;
