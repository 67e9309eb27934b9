package dev.semblance.server.command;

import dev.semblance.Embedder;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/// Opens each model once, when it is first asked for, and closes them all. *Safe for use by many
/// threads.*
final class OpenModels implements Function<String, Embedder>, AutoCloseable {
  /// What is used where nobody names a model.
  static final String DEFAULT = "bge-small-en-v1.5";

  private final EngineSettings settings;
  private final Map<String, Embedder> open = new LinkedHashMap<>();

  OpenModels(EngineSettings settings) {
    this.settings = settings;
  }

  @Override
  public synchronized Embedder apply(String name) {
    Embedder present = open.get(name);
    if (present != null) {
      return present;
    }
    Embedder opened = Engine.open(name, settings);
    open.put(name, opened);
    return opened;
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Embedder::close);
    open.clear();
  }

  /// The name under which a collection remembers its model: a folder's is the same from wherever
  /// the next command is run.
  static String lasting(String name) {
    boolean path = name.startsWith(".") || (name.contains("/") && Files.isDirectory(Path.of(name)));
    return path ? Path.of(name).toAbsolutePath().normalize().toString() : name;
  }
}
