package dev.semblance.server.models;

import java.util.HashMap;
import java.util.Map;

/// The names of open models: several names of the same files lead to one model, which keeps the
/// name it was opened by. *One thread at a time.*
final class ModelNames {
  private final Map<String, String> idByFiles = new HashMap<>();
  private final Map<String, String> idByName = new HashMap<>();

  /// Notes a name of a model that is open or is being opened.
  ///
  /// @param files what identifies the model's files
  /// @return the name that the model has or gets
  String add(String name, String files) {
    String id = idByFiles.computeIfAbsent(files, _ -> name);
    idByName.put(name, id);
    return id;
  }

  /// The name of the model that a name leads to; the same name where none is noted.
  String id(String name) {
    return idByName.getOrDefault(name, name);
  }

  /// Drops all names of a model.
  void remove(String id) {
    idByFiles.values().removeIf(id::equals);
    idByName.values().removeIf(id::equals);
  }
}
