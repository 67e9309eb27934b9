package dev.semblance.engine.hub;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The names under which exported ONNX graphs are published.
public final class GraphNames {
  /// The folder that exporters write to; a graph beside the weights is preferred.
  private static final List<String> FOLDERS = List.of("", "onnx/");

  /// In order of preference: optimum's name, fastembed's, transformers.js's.
  private static final List<String> NAMES =
      List.of("model.onnx", "model_optimized.onnx", "model_quantized.onnx");

  private static final String ENDING = ".onnx";

  private GraphNames() {}

  /// The graph to run: one of the usual names, in the folder itself or in `onnx/`; else the only
  /// graph there is.
  ///
  /// @param files of a folder, with `/` between folders
  public static Optional<String> choose(Collection<String> files) {
    return NAMES.stream()
        .flatMap(name -> FOLDERS.stream().map(folder -> folder + name))
        .filter(files::contains)
        .findFirst()
        .or(() -> onlyOne(files));
  }

  /// As [#choose], among the files of a folder and of its `onnx/`.
  public static Optional<String> in(Path folder) {
    List<String> files = new ArrayList<>();
    for (String inside : FOLDERS) {
      try (DirectoryStream<Path> graphs =
          Files.newDirectoryStream(folder.resolve(inside), "*" + ENDING)) {
        for (Path graph : graphs) {
          if (Files.isRegularFile(graph)) {
            files.add(inside + graph.getFileName());
          }
        }
      } catch (IOException e) {
        // there is no such folder
      }
    }
    return choose(files);
  }

  private static Optional<String> onlyOne(Collection<String> files) {
    List<String> graphs = files.stream().filter(GraphNames::isGraph).toList();
    return graphs.size() == 1 ? Optional.of(graphs.getFirst()) : Optional.empty();
  }

  private static boolean isGraph(String file) {
    String folder = file.substring(0, file.lastIndexOf('/') + 1);
    return file.endsWith(ENDING) && FOLDERS.contains(folder);
  }

  /// The chosen graph and the files of its tensors; none where there is no graph.
  static List<String> withData(Collection<String> files) {
    return choose(files).stream()
        .flatMap(graph ->
            Stream.concat(
                Stream.of(graph), files.stream().filter(file -> isDataOf(graph, file)).sorted()))
        .toList();
  }

  private static boolean isDataOf(String graph, String file) {
    return file.startsWith(graph + "_data") || file.startsWith(graph + ".data");
  }
}
