/// Documentation comments of the JDK's own sources as documents.
@NullMarked
package dev.semblance.search.ingest.jdk;

import org.jspecify.annotations.NullMarked;
