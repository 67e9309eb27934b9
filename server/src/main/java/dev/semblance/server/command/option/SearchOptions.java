package dev.semblance.server.command.option;

import dev.semblance.search.DirectorySettings;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.collection.CollectionLimits.SearchBounds;
import dev.semblance.server.settings.Quantity;
import picocli.CommandLine.Option;

/// Limits of searches and of the data directory.
public final class SearchOptions {
  @Option(
      names = "--max-concurrent-searches",
      paramLabel = "N",
      defaultValue = "64",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum number of searches that run at the same time; more are rejected with 429."
              + " ${DEFAULT-VALUE} by default.")
  private int searches;

  @Option(
      names = "--search-reply-limit",
      paramLabel = "BYTES",
      defaultValue = "8388608",
      converter = Quantity.CountConverter.class,
      description =
          "Maximum size of the documents in the reply to one search, ${DEFAULT-VALUE} by default;"
              + " beyond it the search is rejected with 422. The fields k and fields of a search"
              + " make its reply smaller.")
  private int replyBytes;

  @Option(
      names = "--open-collections",
      paramLabel = "N",
      defaultValue = "100",
      converter = Quantity.CountConverter.class,
      description =
          "Number of collections whose index stays open while it is not used, ${DEFAULT-VALUE} by"
              + " default. The next use of another one opens it, in some milliseconds, and closes"
              + " the one used least recently. An open index takes a file descriptor, a thread and"
              + " mapped files.")
  private int openCollections;

  @Option(
      names = "--disk-reserve",
      paramLabel = "BYTES",
      defaultValue = "67108864",
      converter = Quantity.CountConverter.class,
      description =
          "Bytes of the data directory's disk that writes leave free, ${DEFAULT-VALUE} by default;"
              + " beyond it documents are rejected with 507, and only deletions are accepted.")
  private int reserve;

  public ServiceSettings limit(ServiceSettings settings) {
    return settings.with(new SearchBounds(searches, replyBytes));
  }

  public DirectorySettings directory() {
    return new DirectorySettings(openCollections, reserve);
  }
}
