package dev.semblance.engine.encoder;

/// Description of an encoder, for start-up lines, reports and fingerprints.
///
/// @param name the runtime, such as `onnxruntime 1.28.0` or `onednn 3.13`
/// @param width hidden width `d`
/// @param precision the arithmetic of its matrix products: `float32`, `bfloat16`, `int8`
/// @param isa the instruction set in use, such as `avx512_core_vnni`, or empty if unknown
public record EncoderCard(String name, int width, String precision, String isa) {}
