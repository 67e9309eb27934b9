package dev.semblance.engine;

/// Who computes, and in which arithmetic.
public enum EncoderChoice {
  /// The native encoder at its fastest precision that is lossless enough, where it knows the
  /// architecture and runs on this machine; else ONNX Runtime where the folder has a graph.
  AUTO,
  /// ONNX Runtime on the folder's graph.
  ONNX,
  /// The native encoder in 32-bit floats.
  F32,
  /// The native encoder in bfloat16, where the CPU has it.
  BF16,
  /// The native encoder in calibrated int8.
  INT8
}
