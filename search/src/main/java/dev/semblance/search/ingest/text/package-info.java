/// Contents of files as plain text: lines and markup; depends on no other part of ingest.
@NullMarked
package dev.semblance.search.ingest.text;

import org.jspecify.annotations.NullMarked;
