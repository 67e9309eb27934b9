package dev.semblance.server.models;

import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.SemblanceException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Where a server gets further models while it answers. *Safe for use by many threads.*
public interface ModelSource {
  /// Finds a model, downloading it where that is allowed; opens nothing.
  ///
  /// @param trusted whether the server itself asks; a client may name no folders, and have models
  ///   downloaded only where the server's settings say so
  /// @throws SemblanceException NOT_FOUND
  LocatedModel find(String name, boolean trusted);

  /// No further models.
  ModelSource NONE =
      (_, _) -> {
        throw new SemblanceException(Fault.UNSUPPORTED, "this server opens no further models");
      };

  /// A model that can be opened.
  ///
  /// @param id what it is called from then on
  /// @param bytes of memory it will need, as well as can be told before; asked only where somebody
  ///   wants to know, since to count takes a while
  /// @param open opens it
  record LocatedModel(String id, LongSupplier bytes, Supplier<Model> open) {
    /// Where that is known.
    public LocatedModel(String id, long bytes, Supplier<Model> open) {
      this(id, () -> bytes, open);
    }
  }
}
