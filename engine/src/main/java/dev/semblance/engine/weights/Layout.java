package dev.semblance.engine.weights;

/// Position of element `[r,c]` of a `[rows,columns]` matrix in memory. Tensors of any other rank
/// are row-major.
public enum Layout {
  /// At `r · columns + c`: as safetensors and torch store `[out,in]`.
  ROW_MAJOR,
  /// At `c · rows + r`: an ONNX export's `[in,out]`, read as `[out,in]`.
  COLUMN_MAJOR
}
