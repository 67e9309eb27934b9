package dev.semblance.engine.hub;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// The files of a repository that a model needs: settings, tokenizer and modules, and one format of
/// weights in each folder. Never code, formats of other programs, or pickles other than the ones
/// that are read without being executed.
///
/// @param settings all files but weights
/// @param encoder weights or graph of the encoder
/// @param heads weights of what follows the encoder
record NeededFiles(List<String> settings, List<String> encoder, List<String> heads) {
  private static final Pattern SETTING =
      Pattern.compile(
          "[^/]+\\.json|artifact\\.metadata|vocab\\.txt|merges\\.txt"
              + "|(spiece|sentencepiece(\\.bpe)?|tokenizer)\\.model");
  private static final Pattern INDEX = Pattern.compile(".*\\.index\\.json");
  private static final Pattern SHARD =
      Pattern.compile("(?:.*/)?model-\\d+-of-(\\d+)\\.safetensors");

  /// BGE-M3's second and third head, beside the encoder.
  private static final List<String> HEADS = List.of("sparse_linear.pt", "colbert_linear.pt");

  private static final String SHARDS = "model.safetensors.index.json";

  /// @param names every file of a repository, or of a snapshot
  /// @param graphFirst whether an exported graph is preferred to weights
  static NeededFiles of(Collection<String> names, NamedModules modules, boolean graphFirst) {
    NavigableSet<String> all = new TreeSet<>(names);
    List<String> settings = new ArrayList<>();
    List<String> encoder = new ArrayList<>();
    List<String> heads = new ArrayList<>();
    for (String folder : modules.folders()) {
      NavigableSet<String> inside = inside(all, folder);
      inside.stream()
          .filter(SETTING.asMatchPredicate())
          .filter(name -> !INDEX.matcher(name).matches())
          .forEach(name -> settings.add(folder + name));
      if (modules.isEncoder(folder)) {
        encoder(inside, graphFirst).forEach(name -> encoder.add(folder + name));
      } else {
        tensors(inside).forEach(name -> heads.add(folder + name));
      }
    }
    HEADS.stream().filter(all::contains).forEach(heads::add);
    return new NeededFiles(List.copyOf(settings), List.copyOf(encoder), List.copyOf(heads));
  }

  /// The files that decide which others are needed.
  static List<String> deciding(Listing listing) {
    return only(listing, NamedModules.PIPELINE, NamedModules.ROUTER, "config.json");
  }

  /// Those of these files that a commit has.
  static List<String> only(Listing listing, String... names) {
    return List.of(names).stream().filter(listing.names()::contains).toList();
  }

  List<String> weights() {
    List<String> weights = new ArrayList<>(encoder);
    weights.addAll(heads);
    return weights;
  }

  /// Settings first, so that weights are downloaded last.
  List<String> all() {
    List<String> all = new ArrayList<>(settings);
    all.addAll(weights());
    return all;
  }

  /// Whether it has an encoder's weights with all shards.
  boolean isComplete() {
    List<String> shards = encoder.stream().filter(SHARD.asMatchPredicate()).toList();
    boolean sharded = encoder.stream().anyMatch(name -> name.endsWith(SHARDS));
    return !encoder.isEmpty()
        && (!sharded || (!shards.isEmpty() && shards.size() == declaredShards(shards.getFirst())));
  }

  private static int declaredShards(String shard) {
    String number = SHARD.matcher(shard).replaceFirst("$1");
    return number.length() > 6 ? -1 : Integer.parseInt(number);
  }

  private static List<String> encoder(NavigableSet<String> inside, boolean graphFirst) {
    List<String> tensors = tensors(inside);
    List<String> graph = GraphNames.withData(inside);
    return !graph.isEmpty() && (graphFirst || tensors.isEmpty()) ? graph : tensors;
  }

  private static List<String> tensors(NavigableSet<String> inside) {
    if (inside.contains("model.safetensors")) {
      return List.of("model.safetensors");
    }
    if (inside.contains(SHARDS)) {
      List<String> shards =
          new ArrayList<>(inside.stream().filter(name -> !name.contains("/")).toList());
      shards.removeIf(SHARD.asMatchPredicate().negate());
      shards.add(SHARDS);
      return shards;
    }
    String torch = "pytorch_model.bin";
    return inside.contains(torch) ? List.of(torch) : List.of();
  }

  /// Names inside a folder, at any depth.
  private static NavigableSet<String> inside(NavigableSet<String> all, String folder) {
    NavigableSet<String> names = new TreeSet<>();
    for (String name : all) {
      if (name.startsWith(folder)) {
        names.add(name.substring(folder.length()));
      }
    }
    return names;
  }
}
