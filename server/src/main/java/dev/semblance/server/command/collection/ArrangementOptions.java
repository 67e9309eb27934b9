package dev.semblance.server.command.collection;

import dev.semblance.query.Arrangement;
import dev.semblance.query.Arrangement.Counting;
import dev.semblance.query.Facet;
import dev.semblance.query.Overview;
import dev.semblance.query.SortKey;
import dev.semblance.server.command.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/// `--sort`, `--facet` and `--total` of `search`.
final class ArrangementOptions {
  private static final int BUCKETS = 10;

  @Option(
      names = "--sort",
      paramLabel = "FIELD",
      split = ",",
      description =
          "Order hits by fields, such as -year,title; without QUERY, all documents. By score when"
              + " absent.")
  private List<String> sort = List.of();

  @Option(
      names = "--facet",
      paramLabel = "FIELD",
      split = ",",
      description = "Count documents by the values of a field.")
  private List<String> facets = List.of();

  @Option(names = "--total", description = "Count the documents that match.")
  private boolean total;

  Arrangement arrangement() {
    List<Facet> counted =
        facets.stream().<Facet>map(field -> new Facet.Terms(field, BUCKETS, false)).toList();
    return new Arrangement(
        sort.stream().map(SortKey::of).toList(),
        Optional.empty(),
        Optional.empty(),
        new Counting(total, counted));
  }

  static void print(Overview overview, Terminal terminal) {
    overview
        .facets()
        .forEach((field, counts) -> {
          terminal.out().println(field);
          counts.forEach(
              count -> terminal.out().printf("%8d %s%n", count.documents(), count.label()));
        });
    overview.total().ifPresent(count -> terminal.out().printf("documents that match: %d%n", count));
  }
}
