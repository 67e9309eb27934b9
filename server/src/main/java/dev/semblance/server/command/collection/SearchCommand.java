package dev.semblance.server.command.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.query.Page;
import dev.semblance.query.SearchLimits;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.option.CatalogOptions;
import dev.semblance.server.command.option.CollectionOptions;
import dev.semblance.server.command.terminal.HitPrinter;
import dev.semblance.server.http.collection.SearchReply;
import dev.semblance.server.settings.Quantity;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Searches a collection and prints the hits.
@Command(
    name = "search",
    description = {
      "Search a collection.",
      "",
      "hybrid fuses two rankings, dense (cosine of embeddings) and lexical (BM25); each hit shows"
          + " its rank and raw score in both. While a server has the data directory open, the"
          + " search goes through it."
    },
    footer = {
      "",
      "Examples:",
      "  ./semblance search --data data --collection articles 'how do plants make sugar'",
      "  ./semblance search --data data --collection articles -k 3 --mode lexical --json"
          + " chlorophyll",
      "  ./semblance search --data data --collection articles --filter 'year >= 2020'"
          + " photosynthesis",
      "  ./semblance search --fusion rrf --weight dense=2 --weight lexical=1 'leaves'"
    })
public final class SearchCommand implements Callable<Integer> {
  private final CommandContext context;

  @Mixin private final CollectionOptions options = new CollectionOptions();

  @Option(
      names = "-k",
      paramLabel = "N",
      defaultValue = "10",
      converter = Quantity.CountConverter.class,
      description = "Number of hits, 1 to 1000; ${DEFAULT-VALUE} by default.")
  private int k = 10;

  @Mixin private final RankingOptions ranking = new RankingOptions();

  @Mixin private final FilterOption filter = new FilterOption();

  @Mixin private final ArrangementOptions arrangement = new ArrangementOptions();

  @Option(names = "--json", description = "Print one JSON object, the same as the HTTP reply.")
  private boolean json;

  @Option(
      names = "--explain",
      description = "Also tell what each lane gave and how long each step took.")
  private boolean explain;

  @Parameters(
      paramLabel = "QUERY",
      arity = "0..1",
      description = "The query text; optional with --sort.")
  private String query = "";

  @Mixin private final CatalogOptions places = new CatalogOptions();

  @Spec private CommandSpec spec;

  public SearchCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (query.isBlank() && arrangement.arrangement().sort().isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: 'QUERY'");
    }
    Page.Detail shown = json ? Page.Detail.STANDARD : HitPrinter.detail();
    var detail = new Page.Detail(shown.fields(), explain, shown.highlight());
    SearchRequest request =
        new SearchRequest(
            query,
            ranking.retrieval(),
            filter.filter(),
            ranking.first(k, detail).with(arrangement.arrangement()),
            SearchLimits.NONE);
    String name = options.collection();
    try (OpenCatalog open = OpenCatalog.open(context, options.data(), places, name)) {
      DocumentCollection collection = open.catalog().collection(name);
      long started = System.nanoTime();
      SearchResult result = collection.search(request);
      if (json) {
        context.terminal().out().println(new String(SearchReply.of(result).json(started), UTF_8));
      } else {
        new HitPrinter(context.terminal()).print(result);
        ArrangementOptions.print(result.overview(), context.terminal());
      }
    }
    return ExitCode.OK;
  }
}
