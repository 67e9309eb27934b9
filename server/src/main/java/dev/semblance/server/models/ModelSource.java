package dev.semblance.server.models;

import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.SemblanceException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// Source of further models while a server runs. *Safe for use by many threads.*
public interface ModelSource {
  /// Finds a model, and downloads it where that is allowed; does not open it.
  ///
  /// @param trusted whether the server itself asks; a client may name no folders, and have models
  ///   downloaded only where the server's settings say so
  /// @throws SemblanceException NOT_FOUND
  LocatedModel find(String name, boolean trusted);

  /// Whether a client could have a model of that name opened without a download.
  default boolean has(String name) {
    return false;
  }

  /// No further models.
  ModelSource NONE =
      (_, _) -> {
        throw new SemblanceException(Fault.UNSUPPORTED, "this server opens no further models");
      };

  /// A model that can be opened.
  ///
  /// @param id its name once it is open
  /// @param files what identifies its files, the same for all names of one model
  /// @param bytes estimate of the memory it needs; evaluated only where it is used, because
  ///   counting takes time
  /// @param open opens it
  record LocatedModel(String id, String files, LongSupplier bytes, Supplier<Model> open) {
    /// A model with one name.
    public LocatedModel(String id, LongSupplier bytes, Supplier<Model> open) {
      this(id, id, bytes, open);
    }

    /// A model with one name and a known number of bytes.
    public LocatedModel(String id, long bytes, Supplier<Model> open) {
      this(id, () -> bytes, open);
    }
  }
}
