package dev.semblance.engine.onednn;

import static dev.semblance.engine.onednn.DnnlTypes.DNNL_CPU_ISA_AVX2;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_CPU_ISA_AVX2_VNNI;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_CPU_ISA_AVX512_CORE;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_CPU_ISA_AVX512_CORE_AMX;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_CPU_ISA_AVX512_CORE_BF16;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_CPU_ISA_AVX512_CORE_FP16;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_CPU_ISA_AVX512_CORE_VNNI;

/// The instruction set that oneDNN chose for this machine (`dnnl_cpu_isa_t`).
///
/// @param bits each instruction set contains the bits of those it includes
public record Isa(int bits) {
  /// Whether products of 8-bit numbers are summed in 32 bits and cannot saturate.
  public boolean exactInt8() {
    return has(DNNL_CPU_ISA_AVX2_VNNI) || has(DNNL_CPU_ISA_AVX512_CORE_VNNI);
  }

  /// Whether products of bfloat16 numbers are native.
  public boolean bfloat16() {
    return has(DNNL_CPU_ISA_AVX512_CORE_BF16);
  }

  /// oneDNN's name of it, such as `avx512_core_bf16`.
  public String name() {
    if (has(DNNL_CPU_ISA_AVX512_CORE_AMX)) {
      return "avx512_core_amx";
    }
    if (has(DNNL_CPU_ISA_AVX512_CORE_FP16)) {
      return "avx512_core_fp16";
    }
    if (has(DNNL_CPU_ISA_AVX512_CORE_BF16)) {
      return "avx512_core_bf16";
    }
    if (has(DNNL_CPU_ISA_AVX512_CORE_VNNI)) {
      return "avx512_core_vnni";
    }
    if (has(DNNL_CPU_ISA_AVX512_CORE)) {
      return "avx512_core";
    }
    if (has(DNNL_CPU_ISA_AVX2_VNNI)) {
      return "avx2_vnni";
    }
    return has(DNNL_CPU_ISA_AVX2) ? "avx2" : "sse41";
  }

  private boolean has(int set) {
    return (bits & set) == set;
  }
}
