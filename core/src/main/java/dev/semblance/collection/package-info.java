/// Collections of documents: catalog, collection, and the store below them.
@NullMarked
package dev.semblance.collection;

import org.jspecify.annotations.NullMarked;
