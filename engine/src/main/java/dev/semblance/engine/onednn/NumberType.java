package dev.semblance.engine.onednn;

import static dev.semblance.engine.onednn.DnnlTypes.DNNL_BF16;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_F32;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_S32;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_S8;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_U8;

/// Number types of oneDNN (`dnnl_data_type_t`).
public enum NumberType {
  BFLOAT16(DNNL_BF16, 2),
  FLOAT32(DNNL_F32, 4),
  INT32(DNNL_S32, 4),
  INT8(DNNL_S8, 1),
  UINT8(DNNL_U8, 1);

  private final int code;
  private final int bytes;

  NumberType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  int code() {
    return code;
  }

  /// Size of one number in bytes.
  public int bytes() {
    return bytes;
  }
}
