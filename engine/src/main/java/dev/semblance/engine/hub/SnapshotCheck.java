package dev.semblance.engine.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Decides whether a snapshot has every file that its model needs. Other clients of the hub fetch
/// only what they read themselves: such a snapshot may lack `modules.json`, without which its token
/// vectors would be pooled in another way than the model's.
///
/// @param repository of the model
/// @param commit of the snapshot
/// @param names of the files in the snapshot
record SnapshotCheck(Repository repository, String commit, Set<String> names) {
  private static final List<String> TOKENIZERS =
      List.of(
          "tokenizer.json",
          "vocab.txt",
          "vocab.json",
          "spiece.model",
          "sentencepiece.bpe.model",
          "tokenizer.model");

  static SnapshotCheck of(Repository repository, String commit) throws IOException {
    return new SnapshotCheck(repository, commit, new HashSet<>(repository.names(commit)));
  }

  /// By the hub's list, where an earlier download kept it; else by what the files themselves say.
  boolean isComplete() throws IOException {
    NamedModules modules = NamedModules.read(repository.snapshot(commit), names);
    if (!NeededFiles.of(names, modules, false).isComplete()) {
      return false;
    }
    Optional<Listing> listing = repository.listing(commit);
    if (listing.isEmpty()) {
      return isPlainlyComplete(modules);
    }
    return hasAll(listing.get(), modules, false) || hasAll(listing.get(), modules, true);
  }

  private boolean hasAll(Listing listing, NamedModules modules, boolean graph) throws IOException {
    for (String name : NeededFiles.of(listing.names(), modules, graph).all()) {
      if (!names.contains(name) || !hasSize(name, listing.size(name))) {
        return false;
      }
    }
    return true;
  }

  private boolean hasSize(String name, long size) throws IOException {
    Path file = repository.snapshot(commit).resolve(name);
    return size == Listing.UNKNOWN || Files.size(file) == size;
  }

  /// Whether the pipeline is known, and nothing that it names is missing.
  private boolean isPlainlyComplete(NamedModules modules) {
    return modules.declared()
        ? modules.modules().stream().allMatch(this::isPresent)
        : repository.isKnownAbsent(commit, NamedModules.PIPELINE);
  }

  private boolean isPresent(NamedModules.Module module) {
    String folder = module.folder();
    boolean config = names.contains(folder + "config.json");
    return switch (module.type()) {
      case "transformer", "mlmtransformer" ->
          config && TOKENIZERS.stream().anyMatch(name -> names.contains(folder + name));
      case "pooling", "spladepooling" -> config;
      case "dense", "layernorm" -> config && hasTensors(folder);
      default -> true; // has no files, or is the encoder, whose weights were looked for
    };
  }

  private boolean hasTensors(String folder) {
    return names.contains(folder + "model.safetensors")
        || names.contains(folder + "pytorch_model.bin");
  }
}
