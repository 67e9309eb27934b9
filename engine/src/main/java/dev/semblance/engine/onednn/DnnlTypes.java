package dev.semblance.engine.onednn;

/// Constants of oneDNN's C header `oneapi/dnnl/dnnl_types.h`, under its own names. Source: oneDNN
/// 3.13.
final class DnnlTypes {
  // Indices of arguments of a primitive.
  static final int DNNL_ARG_SRC = 1;
  static final int DNNL_ARG_SRC_1 = 2;
  static final int DNNL_ARG_DST = 17;
  static final int DNNL_ARG_WEIGHTS = 33;
  static final int DNNL_ARG_BIAS = 41;
  static final int DNNL_ARG_SCRATCHPAD = 80;
  static final int DNNL_ARG_ATTR_SCALES = 4096;
  static final int DNNL_ARG_ATTR_ZERO_POINTS = 8192;
  static final int DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE = 32768;

  static final int DNNL_ARG_FROM = DNNL_ARG_SRC;
  static final int DNNL_ARG_TO = DNNL_ARG_DST;

  // dnnl_alg_kind_t
  static final int DNNL_ELTWISE_RELU = 0x20;
  static final int DNNL_ELTWISE_TANH = 0x21;
  static final int DNNL_ELTWISE_LOGISTIC = 0x29;
  static final int DNNL_ELTWISE_GELU_TANH = 0x2b;
  static final int DNNL_ELTWISE_SWISH = 0x2c;
  static final int DNNL_ELTWISE_GELU_ERF = 0x31;
  static final int DNNL_BINARY_MUL = 0x1fff1;

  // dnnl_data_type_t
  static final int DNNL_BF16 = 2;
  static final int DNNL_F32 = 3;
  static final int DNNL_S32 = 4;
  static final int DNNL_S8 = 5;
  static final int DNNL_U8 = 6;

  // dnnl_query_t
  static final int DNNL_QUERY_IMPL_INFO_STR = 8;
  static final int DNNL_QUERY_WEIGHTS_MD = 131;
  static final int DNNL_QUERY_SCRATCHPAD_MD = 136;

  // dnnl_cpu_isa_t: the bits of each contain those of the sets it includes.
  static final int DNNL_CPU_ISA_AVX2 = 0x7;
  static final int DNNL_CPU_ISA_AVX2_VNNI = 0xf;
  static final int DNNL_CPU_ISA_AVX512_CORE = 0x27;
  static final int DNNL_CPU_ISA_AVX512_CORE_VNNI = 0x67;
  static final int DNNL_CPU_ISA_AVX512_CORE_BF16 = 0xe7;
  static final int DNNL_CPU_ISA_AVX512_CORE_FP16 = 0x1ef;
  static final int DNNL_CPU_ISA_AVX512_CORE_AMX = 0xfef;

  /// `dnnl_engine_kind_t`.
  static final int DNNL_CPU = 1;

  /// `dnnl_stream_flags_t`.
  static final int DNNL_STREAM_IN_ORDER = 1;

  /// `dnnl_scratchpad_mode_t`: the caller brings scratch memory with each run.
  static final int DNNL_SCRATCHPAD_MODE_USER = 1;

  /// `dnnl_format_tag_t`: the library chooses the layout.
  static final int DNNL_FORMAT_TAG_ANY = 1;

  /// `dnnl_status_t`.
  static final int DNNL_SUCCESS = 0;

  /// Mask of a scale or zero point: one for the whole tensor.
  static final int MASK_COMMON = 0;

  /// Mask of a scale: one for each index of dimension 1, the columns of weights `[in,out]`.
  static final int MASK_DIM_1 = 1 << 1;

  private DnnlTypes() {}

  /// `DNNL_ARG_ATTR_MULTIPLE_POST_OP(idx)`: base of the arguments of post-operation `idx`.
  static int postOp(int idx) {
    return DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE * (idx + 1);
  }
}
