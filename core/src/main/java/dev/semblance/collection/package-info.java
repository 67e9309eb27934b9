/// Collections of documents: catalog, documents, search requests and hits.
@NullMarked
package dev.semblance.collection;

import org.jspecify.annotations.NullMarked;
