/// Data directories: collections opened, created and dropped, on Lucene.
@NullMarked
package dev.semblance.search;

import org.jspecify.annotations.NullMarked;
