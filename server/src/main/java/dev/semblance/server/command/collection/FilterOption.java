package dev.semblance.server.command.collection;

import dev.semblance.query.Filter;
import dev.semblance.search.filter.FilterText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--filter` of commands on documents.
final class FilterOption {
  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      description =
          "Which documents: conditions on fields, such as 'year >= 2020 AND tag IN (a, b) AND NOT"
              + " sold = true'; all by default.")
  private @Nullable String filter;

  boolean isGiven() {
    return filter != null;
  }

  /// @throws dev.semblance.SemblanceException INVALID
  Filter filter() {
    return filter == null ? Filter.ALL : FilterText.parse(filter);
  }
}
