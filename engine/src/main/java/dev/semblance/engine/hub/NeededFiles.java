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
/// @param weights of the encoder and of its modules
record NeededFiles(List<String> settings, List<String> weights) {
  private static final Pattern MODULE = Pattern.compile("([a-z]+_)?\\d+_[A-Za-z]+/");
  private static final Pattern FIRST_MODULE = Pattern.compile("([a-z]+_)?0_[A-Za-z]+/.*");
  private static final Pattern SETTING =
      Pattern.compile(
          "[^/]+\\.json|artifact\\.metadata|vocab\\.txt|merges\\.txt"
              + "|(spiece|sentencepiece(\\.bpe)?|tokenizer)\\.model");
  private static final Pattern INDEX = Pattern.compile(".*\\.index\\.json");
  private static final Pattern SHARD = Pattern.compile("model-\\d+-of-(\\d+)\\.safetensors");
  private static final Pattern GRAPH = Pattern.compile("model\\.onnx([._]data.*)?");

  /// BGE-M3's second and third head, beside the encoder.
  private static final List<String> HEADS = List.of("sparse_linear.pt", "colbert_linear.pt");

  private static final String SHARDS = "model.safetensors.index.json";

  /// @param names every file of a repository, or of a snapshot
  /// @param graphFirst whether an exported graph is preferred to weights
  static NeededFiles of(Collection<String> names, boolean graphFirst) {
    NavigableSet<String> all = new TreeSet<>(names);
    List<String> settings = new ArrayList<>();
    List<String> weights = new ArrayList<>();
    for (String folder : folders(all)) {
      inside(all, folder, SETTING).stream()
          .filter(name -> !INDEX.matcher(name).matches())
          .forEach(settings::add);
      weights.addAll(folder.isEmpty() ? encoder(all, graphFirst) : tensors(all, folder));
    }
    HEADS.stream().filter(all::contains).forEach(weights::add);
    return new NeededFiles(List.copyOf(settings), List.copyOf(weights));
  }

  /// Settings first, so that weights are downloaded last.
  List<String> all() {
    List<String> all = new ArrayList<>(settings);
    all.addAll(weights);
    return all;
  }

  /// Whether it has an encoder's weights with all shards.
  boolean isComplete() {
    return hasAllShards() && weights.stream().anyMatch(NeededFiles::isEncoder);
  }

  private boolean hasAllShards() {
    List<String> shards = weights.stream().filter(SHARD.asMatchPredicate()).toList();
    return !weights.contains(SHARDS)
        || (!shards.isEmpty() && shards.size() == declaredShards(shards.getFirst()));
  }

  private static int declaredShards(String shard) {
    String number = SHARD.matcher(shard).replaceFirst("$1");
    return number.length() > 6 ? -1 : Integer.parseInt(number);
  }

  private static boolean isEncoder(String weights) {
    String folder = weights.substring(0, weights.lastIndexOf('/') + 1);
    return !HEADS.contains(weights)
        && (!MODULE.matcher(folder).matches() || FIRST_MODULE.matcher(weights).matches());
  }

  /// The root, and the folders of modules.
  private static NavigableSet<String> folders(Collection<String> names) {
    NavigableSet<String> folders = new TreeSet<>();
    folders.add("");
    names.stream()
        .map(name -> name.substring(0, name.lastIndexOf('/') + 1))
        .filter(folder -> MODULE.matcher(folder).matches())
        .forEach(folders::add);
    return folders;
  }

  private static List<String> encoder(NavigableSet<String> all, boolean graphFirst) {
    List<String> tensors = tensors(all, "");
    List<String> graph = inside(all, "", GRAPH);
    if (!graph.contains("model.onnx")) {
      graph = inside(all, "onnx/", GRAPH);
    }
    boolean exported = graph.stream().anyMatch(name -> name.endsWith("model.onnx"));
    return exported && (graphFirst || tensors.isEmpty()) ? graph : tensors;
  }

  private static List<String> tensors(NavigableSet<String> all, String folder) {
    if (all.contains(folder + "model.safetensors")) {
      return List.of(folder + "model.safetensors");
    }
    if (all.contains(folder + SHARDS)) {
      List<String> shards = new ArrayList<>(inside(all, folder, SHARD));
      shards.add(folder + SHARDS);
      return shards;
    }
    String torch = folder + "pytorch_model.bin";
    return all.contains(torch) ? List.of(torch) : List.of();
  }

  /// Files of one folder, without subfolders, whose name matches a pattern.
  private static List<String> inside(Collection<String> all, String folder, Pattern form) {
    return all.stream()
        .filter(name -> name.startsWith(folder))
        .filter(name -> form.matcher(name.substring(folder.length())).matches())
        .toList();
  }
}
