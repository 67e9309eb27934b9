/// Contents of files as plain text: encodings, lines, and formats of documents.
@NullMarked
package dev.semblance.search.ingest.text;

import org.jspecify.annotations.NullMarked;
