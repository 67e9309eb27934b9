package dev.semblance.server.command.collection;

import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.OpenModels;
import dev.semblance.server.command.option.CatalogOptions;
import dev.semblance.server.command.option.DataOption;
import dev.semblance.server.remote.RemoteCatalog;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// The collections that a command works on: of a data directory, or of the running server that has
/// it open. *Safe for use by many threads.*
///
/// @param models of the data directory; opened when they are used
record OpenCatalog(CollectionCatalog catalog, OpenModels models) implements AutoCloseable {
  /// @param collection for the message where there is no data directory
  /// @throws SemblanceException NOT_FOUND where there is no data directory, INVALID when another
  ///   process that is no server has it open
  static OpenCatalog open(
      CommandContext context, DataOption data, CatalogOptions options, String collection) {
    OpenModels models = context.models(options.encoder(), options.pooling());
    CollectionCatalog catalog =
        options.server().isPresent()
            ? remote(context, options.server().get())
            : local(context, data.existing(collection), models);
    return new OpenCatalog(catalog, models);
  }

  /// As [#open], creating the data directory where there is none.
  static OpenCatalog openOrCreate(CommandContext context, DataOption data, CatalogOptions options) {
    OpenModels models = context.models(options.encoder(), options.pooling());
    CollectionCatalog catalog =
        options.server().isPresent()
            ? remote(context, options.server().get())
            : local(context, data.path(), models);
    return new OpenCatalog(catalog, models);
  }

  private static CollectionCatalog local(CommandContext context, Path data, OpenModels models) {
    try {
      return DataDirectory.open(data, models);
    } catch (SemblanceException inUse) {
      return remote(context, DataDirectory.servedAt(data).orElseThrow(() -> inUse));
    }
  }

  private static RemoteCatalog remote(CommandContext context, URI server) {
    return new RemoteCatalog(
        server, Optional.ofNullable(context.environment().get("SEMBLANCE_API_KEY")));
  }

  @Override
  public void close() {
    try (models) {
      catalog.close();
    }
  }
}
