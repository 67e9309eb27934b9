package dev.semblance.engine.weights;

import dev.semblance.SemblanceException;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the initializers of an ONNX graph, under the names of the parameters in the exported
/// model. The graph is not executed.
///
/// Source: `onnx.proto3` of the ONNX project; the numbers below are its field numbers. *One thread
/// at a time.*
final class OnnxReader {
  private static final int MODEL_GRAPH = 7;
  private static final int MODEL_FUNCTION = 25;
  private static final int FUNCTION_DOMAIN = 10;
  private static final int GRAPH_NODE = 1;
  private static final int GRAPH_INITIALIZER = 5;
  private static final int LAST_FIELD = 64;
  private static final int MAX_PARTS = 200_000;
  private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "ai.onnx.ml", "com.microsoft");

  private final MappedFile file;
  private final OnnxTensors initializers;
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<OnnxNode> nodes = new ArrayList<>();
  private final Set<String> domains = new HashSet<>(DOMAINS);

  private OnnxReader(MappedFile file, OnnxTensors initializers) {
    this.file = file;
    this.initializers = initializers;
  }

  /// @param path of the file; external data is in the same folder
  /// @throws SemblanceException BROKEN_MODEL naming file, tensor and reason
  static Map<String, Tensor> read(Path path, Arena arena) {
    String name = String.valueOf(path.getFileName());
    MappedFile file = MappedFile.open(name, path, arena);
    var reader = new OnnxReader(file, new OnnxTensors(file, path, arena));
    reader.readModel();
    reader.checkOperators();
    return OnnxNames.resolve(reader.tensors, reader.nodes);
  }

  private void readModel() {
    if (file.bytes().byteSize() == 0) {
      throw file.broken("model is empty");
    }
    int first = Byte.toUnsignedInt(file.bytes().get(ValueLayout.JAVA_BYTE, 0));
    if (first >>> 3 == 0 || (first & 7) > 2) {
      throw file.broken("is not an ONNX model");
    }
    var model = new ProtoReader(file, file.bytes());
    boolean graph = false;
    while (model.next()) {
      switch (model.field()) {
        case MODEL_GRAPH -> {
          graph = true;
          readGraph(model.message());
        }
        case MODEL_FUNCTION -> readFunction(model.message());
        default -> {
          if (model.field() > LAST_FIELD) {
            throw file.broken("is not an ONNX model: it has a field " + model.field());
          }
        }
      }
    }
    if (!graph) {
      throw file.broken("is not an ONNX model: it has no graph");
    }
  }

  private void readGraph(ProtoReader graph) {
    while (graph.next()) {
      switch (graph.field()) {
        case GRAPH_NODE -> nodes.add(OnnxNode.read(graph.message()));
        case GRAPH_INITIALIZER -> {
          Tensor tensor = initializers.read(graph.message());
          if (tensor != null && tensors.put(tensor.name(), tensor) != null) {
            throw file.broken("duplicate tensor name '" + tensor.name() + "'");
          }
        }
        default -> {}
      }
      if (nodes.size() > MAX_PARTS || tensors.size() > MAX_PARTS) {
        throw file.broken("graph has more than " + MAX_PARTS + " nodes or initializers");
      }
    }
  }

  private void readFunction(ProtoReader function) {
    while (function.next()) {
      if (function.field() == FUNCTION_DOMAIN) {
        domains.add(function.text());
      }
    }
  }

  /// Refuses graphs with custom operators: their computation does not follow from the weights.
  private void checkOperators() {
    for (OnnxNode node : nodes) {
      OnnxNode.Operator operator = node.operator();
      if (!domains.contains(operator.domain())) {
        throw file.broken(
            "operator " + operator.type() + " is unknown: domain '" + operator.domain() + "'");
      }
    }
  }
}
