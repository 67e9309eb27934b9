package dev.semblance.engine.weights;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ModelFolder;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// Opens the weights of a model, in any supported format. Files are mapped, never copied; every
/// header is checked first. *Safe for use by many threads.*
public final class WeightFiles {
  private static final String SAFETENSORS = "model.safetensors";
  private static final String INDEX = "model.safetensors.index.json";
  private static final String TORCH = "pytorch_model.bin";

  /// Graphs whose initializers have the names of the exported model; optimized and quantized graphs
  /// have not.
  private static final List<String> OTHERS = List.of(TORCH, "onnx/model.onnx", "model.onnx");

  private WeightFiles() {}

  /// Opens a model's own weights: `model.safetensors`, else its shards, else `pytorch_model.bin`,
  /// else an ONNX graph's initializers.
  ///
  /// @throws SemblanceException BROKEN_MODEL when there is none, or it is damaged
  public static Weights open(ModelFolder folder) {
    if (folder.has(SAFETENSORS)) {
      return openFile(folder.resolve(SAFETENSORS));
    }
    if (folder.has(INDEX)) {
      return mapped(arena -> QuantizedTensors.join(SafetensorsIndex.read(folder, INDEX, arena)));
    }
    for (String other : OTHERS) {
      if (folder.has(other)) {
        return openFile(folder.resolve(other));
      }
    }
    throw folder.broken(
        "no model.safetensors, pytorch_model.bin or onnx model in this folder; copy one of them"
            + " into it");
  }

  /// Whether a model has a file of weights, other than an exported graph.
  public static boolean exist(ModelFolder folder) {
    return Stream.of(SAFETENSORS, INDEX, TORCH).anyMatch(folder::has);
  }

  /// Whether a model's own weights are the initializers of an exported graph.
  public static boolean areInGraph(ModelFolder folder) {
    return !exist(folder) && OTHERS.stream().anyMatch(folder::has);
  }

  /// Opens the weights of a module in a sub-folder, such as `2_Dense`.
  ///
  /// @param subfolder empty for the model's own folder
  /// @throws SemblanceException BROKEN_MODEL when there are none, or they are damaged
  public static Weights openModule(ModelFolder folder, String subfolder) {
    for (String name : List.of(SAFETENSORS, TORCH)) {
      String file = subfolder.isEmpty() ? name : subfolder + "/" + name;
      if (folder.has(file)) {
        return openFile(folder.resolve(file));
      }
    }
    throw folder.broken(
        "no "
            + SAFETENSORS
            + " or "
            + TORCH
            + " in "
            + (subfolder.isEmpty() ? "this folder" : subfolder));
  }

  /// Opens one file, by its ending: `.safetensors`, `.onnx`, `.bin`, `.pt`.
  ///
  /// @throws SemblanceException BROKEN_MODEL when it is damaged or of an unknown kind
  public static Weights openFile(Path path) {
    String name = String.valueOf(path.getFileName());
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "safetensors" ->
          mapped(arena ->
              QuantizedTensors.join(SafetensorsReader.read(MappedFile.open(name, path, arena))));
      case "onnx" -> mapped(arena -> OnnxReader.read(path, arena));
      case "bin", "pt" ->
          mapped(arena -> TorchReader.read(MappedFile.open(name, path, arena), arena));
      default -> throw new SemblanceException(Fault.BROKEN_MODEL, name + " is no file of weights");
    };
  }

  /// Tensors that own the arena they were read into; a reader that fails leaves nothing mapped.
  @SuppressWarnings("MustBeClosedChecker") // the weights own the arena
  private static Weights mapped(Function<Arena, Map<String, Tensor>> reader) {
    Arena arena = Arena.ofShared();
    try {
      return new MappedWeights(arena, reader.apply(arena));
    } catch (Throwable e) {
      arena.close();
      throw e;
    }
  }
}
