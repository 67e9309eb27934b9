/// Long texts cut into chunks: by windows of tokens, sentences and headings.
@NullMarked
package dev.semblance.chunk;

import org.jspecify.annotations.NullMarked;
