package dev.semblance.server.command;

import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.server.command.terminal.DownloadLine;
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

  private final CommandContext context;
  private final EngineSettings settings;
  private final Map<String, Model> open = new LinkedHashMap<>();

  OpenModels(CommandContext context, EngineSettings settings) {
    this.context = context;
    this.settings = settings;
  }

  /// A model that embeds.
  ///
  /// @throws SemblanceException UNSUPPORTED for a model of another kind
  @Override
  public Embedder apply(String name) {
    return switch (model(name)) {
      case Embedder embedder -> embedder;
      case Classifier _ ->
          throw new SemblanceException(
              Fault.UNSUPPORTED, "model " + name + " scores labels and makes no embeddings");
    };
  }

  /// A model of any kind.
  synchronized Model model(String name) {
    Model present = open.get(name);
    if (present != null) {
      return present;
    }
    try (DownloadLine download = context.download(name)) {
      Model opened = Engine.openModel(name, settings, download);
      open.put(name, opened);
      return opened;
    }
  }

  @Override
  public synchronized void close() {
    open.values().forEach(Model::close);
    open.clear();
  }

  /// The name under which a collection remembers its model: a folder's is the same from wherever
  /// the next command is run.
  static String absoluteName(String name) {
    boolean path = name.startsWith(".") || (name.contains("/") && Files.isDirectory(Path.of(name)));
    return path ? Path.of(name).toAbsolutePath().normalize().toString() : name;
  }
}
