/// Rows of Parquet files.
@NullMarked
package dev.semblance.search.ingest.table;

import org.jspecify.annotations.NullMarked;
