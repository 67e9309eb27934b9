package dev.semblance.engine.weights;

/// Where element `[r,c]` of a `[rows,columns]` matrix stands in memory. Tensors of any other rank
/// are row-major.
public enum Layout {
  /// At `r · columns + c`: as safetensors and torch store `[out,in]`.
  ROW_MAJOR,
  /// At `c · rows + r`: what an ONNX export stores as `[in,out]`, seen as `[out,in]`.
  COLUMN_MAJOR
}
