package dev.semblance.engine.encoder.transformer;

/// The arithmetic of an encoder's products.
public enum NativePrecision {
  F32,
  BF16,
  /// Needs a folder with a `quantization.json` and a CPU that sums 8-bit products exactly.
  INT8,
  /// INT8 where the folder has scales that passed the accuracy gate and the CPU sums exactly, else
  /// BF16 where the CPU has it, else F32.
  AUTO
}
