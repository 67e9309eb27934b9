package dev.semblance.engine.weights;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Restores the names that parameters had before the export.
///
/// An exporter keeps most names, and folds the transposition of a linear layer's matrix into a new
/// initializer, `[in,out]`, called something like `onnx::MatMul_1525`. The node that multiplies
/// with it still has the path of its module: `/encoder/layer.0/attention/self/query/MatMul` reads
/// `encoder.layer.0.attention.self.query.weight`. Parameters that were equal are stored once, the
/// others are outputs of `Identity` nodes.
final class OnnxNames {
  private final Map<String, Tensor> tensors;
  private final String root;

  private OnnxNames(Map<String, Tensor> tensors) {
    this.tensors = new LinkedHashMap<>(tensors);
    this.root = commonRoot(tensors);
  }

  /// @param tensors by the names they have in the graph, row-major
  /// @param nodes in the graph's order
  /// @return tensors by the names of parameters; matrices of linear layers are `[out,in]`
  static Map<String, Tensor> resolve(Map<String, Tensor> tensors, List<OnnxNode> nodes) {
    var names = new OnnxNames(tensors);
    for (OnnxNode node : nodes) {
      switch (node.operator().type()) {
        case "Identity" -> names.identity(node);
        case "MatMul", "Gemm" -> names.linear(node, tensors);
        default -> {}
      }
    }
    names.tensors.keySet().removeIf(name -> !isParameter(name));
    return names.tensors;
  }

  private void identity(OnnxNode node) {
    Tensor source = node.inputs().isEmpty() ? null : tensors.get(node.inputs().getFirst());
    if (source != null && !node.outputs().isEmpty()) {
      String name = node.outputs().getFirst();
      tensors.put(name, renamed(source, name));
    }
  }

  private void linear(OnnxNode node, Map<String, Tensor> stored) {
    Tensor matrix = node.inputs().size() < 2 ? null : stored.get(node.inputs().get(1));
    if (matrix == null || matrix.shape().length != 2) {
      return;
    }
    String name = isParameter(matrix.name()) ? matrix.name() : parameterOf(node);
    if (name != null) {
      tensors.put(
          name, node.operator().transposed() ? renamed(matrix, name) : transposed(matrix, name));
    }
  }

  /// `/a/b.0/c/MatMul` → `a.b.0.c.weight`; null for a node without a path.
  private @Nullable String parameterOf(OnnxNode node) {
    int end = node.name().lastIndexOf('/');
    if (end < 1) {
      return null;
    }
    String path = node.name().substring(1, end).replace('/', '.');
    return (path.startsWith(root) ? path : root + path) + ".weight";
  }

  /// The common prefix of all parameter names, dot included: if the exported module was a field of
  /// another, its name is on parameters, but not always on nodes.
  private static String commonRoot(Map<String, Tensor> tensors) {
    String root = null;
    for (String name : tensors.keySet()) {
      if (isParameter(name)) {
        String first = name.substring(0, name.indexOf('.') + 1);
        if (root != null && !root.equals(first)) {
          return "";
        }
        root = first;
      }
    }
    return root == null ? "" : root;
  }

  private static boolean isParameter(String name) {
    return name.indexOf('.') > 0 && !name.contains("::") && !name.startsWith("/");
  }

  private static Tensor renamed(Tensor tensor, String name) {
    return new Tensor(name, tensor.type(), tensor.shape(), tensor.layout(), tensor.data());
  }

  private static Tensor transposed(Tensor stored, String name) {
    long[] shape = {stored.shape()[1], stored.shape()[0]};
    return new Tensor(name, stored.type(), shape, Layout.COLUMN_MAJOR, stored.data());
  }
}
