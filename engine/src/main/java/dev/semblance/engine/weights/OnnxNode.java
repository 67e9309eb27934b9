package dev.semblance.engine.weights;

import java.util.ArrayList;
import java.util.List;

/// One operation of a graph: the fields that the names of weights depend on.
///
/// @param name such as `/encoder/layer.0/attention/self/query/MatMul`; may be empty
/// @param operator what it computes
/// @param inputs names of what it reads
/// @param outputs names of what it writes
record OnnxNode(String name, Operator operator, List<String> inputs, List<String> outputs) {
  /// @param type such as `MatMul`
  /// @param domain empty for ONNX's own operators
  /// @param transposed of a `Gemm`: its second input is `[out,in]`
  record Operator(String type, String domain, boolean transposed) {}

  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int NAME = 3;
  private static final int OPERATOR = 4;
  private static final int ATTRIBUTE = 5;
  private static final int DOMAIN = 7;
  private static final int ATTRIBUTE_NAME = 1;
  private static final int ATTRIBUTE_INTEGER = 3;

  static OnnxNode read(ProtoReader node) {
    String name = "";
    String type = "";
    String domain = "";
    boolean transposed = false;
    List<String> inputs = new ArrayList<>(2);
    List<String> outputs = new ArrayList<>(1);
    while (node.next()) {
      switch (node.field()) {
        case INPUT -> inputs.add(node.text());
        case OUTPUT -> outputs.add(node.text());
        case NAME -> name = node.text();
        case OPERATOR -> type = node.text();
        case DOMAIN -> domain = node.text();
        case ATTRIBUTE -> transposed |= isTransB(node.message());
        default -> {}
      }
    }
    return new OnnxNode(name, new Operator(type, domain, transposed), inputs, outputs);
  }

  private static boolean isTransB(ProtoReader attribute) {
    String name = "";
    long value = 0;
    while (attribute.next()) {
      switch (attribute.field()) {
        case ATTRIBUTE_NAME -> name = attribute.text();
        case ATTRIBUTE_INTEGER -> value = attribute.number();
        default -> {}
      }
    }
    return name.equals("transB") && value != 0;
  }
}
