/// Query sets, judgments, metrics by trec_eval's definitions, and comparisons with intervals.
@NullMarked
package dev.semblance.search.evaluate;

import org.jspecify.annotations.NullMarked;
