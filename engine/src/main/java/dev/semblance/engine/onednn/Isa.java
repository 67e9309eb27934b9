package dev.semblance.engine.onednn;

/// The instruction set oneDNN chose for this machine: bits as in `dnnl_cpu_isa_t`.
///
/// @param bits each instruction set contains the bits of those it includes
public record Isa(int bits) {
  private static final int AVX2 = 0x7;
  private static final int AVX2_VNNI = 0xf;
  private static final int AVX512 = 0x27;
  private static final int AVX512_VNNI = 0x67;
  private static final int AVX512_BF16 = 0xe7;
  private static final int AVX512_FP16 = 0x1ef;
  private static final int AMX = 0xfef;

  /// Whether products of 8-bit numbers are summed in 32 bits and cannot saturate.
  public boolean exactInt8() {
    return has(AVX2_VNNI) || has(AVX512_VNNI);
  }

  /// Whether products of bfloat16 numbers are native.
  public boolean bfloat16() {
    return has(AVX512_BF16);
  }

  /// The name as oneDNN spells it, such as `avx512_core_bf16`.
  public String name() {
    if (has(AMX)) {
      return "avx512_core_amx";
    }
    if (has(AVX512_FP16)) {
      return "avx512_core_fp16";
    }
    if (has(AVX512_BF16)) {
      return "avx512_core_bf16";
    }
    if (has(AVX512_VNNI)) {
      return "avx512_core_vnni";
    }
    if (has(AVX512)) {
      return "avx512_core";
    }
    if (has(AVX2_VNNI)) {
      return "avx2_vnni";
    }
    return has(AVX2) ? "avx2" : "sse41";
  }

  private boolean has(int set) {
    return (bits & set) == set;
  }
}
