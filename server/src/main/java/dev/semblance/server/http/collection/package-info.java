/// Routes of collections: documents in, hits out.
@NullMarked
package dev.semblance.server.http.collection;

import org.jspecify.annotations.NullMarked;
