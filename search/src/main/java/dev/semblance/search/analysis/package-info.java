/// Texts and queries to terms: words in every script, stems, operators of queries.
@NullMarked
package dev.semblance.search.analysis;

import org.jspecify.annotations.NullMarked;
