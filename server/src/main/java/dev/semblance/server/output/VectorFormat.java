package dev.semblance.server.output;

import dev.semblance.Precision;
import java.io.IOException;
import java.io.OutputStream;

/// Formats of files of vectors.
public enum VectorFormat {
  /// `{"index":0,"embedding":[…]}`, one line a vector.
  JSONL {
    @Override
    void write(VectorSpool vectors, Packing packing, OutputStream out) throws IOException {
      JsonLinesFile.write(vectors, packing, out);
    }
  },
  /// One array `[rows, width]` for NumPy.
  NPY {
    @Override
    void write(VectorSpool vectors, Packing packing, OutputStream out) throws IOException {
      NpyFile.write(vectors, packing, out);
    }
  },
  /// One tensor `embeddings` `[rows, width]`, and for int8 and uint8 the tensor `ranges` `[2,
  /// width]` of their codes.
  SAFETENSORS {
    @Override
    void write(VectorSpool vectors, Packing packing, OutputStream out) throws IOException {
      SafetensorsFile.write(vectors, packing, out);
    }
  };

  /// Writes all vectors; the stream stays open.
  public void write(VectorSpool vectors, Precision precision, OutputStream out) throws IOException {
    write(vectors, Packing.of(vectors, precision), out);
    out.flush();
  }

  abstract void write(VectorSpool vectors, Packing packing, OutputStream out) throws IOException;
}
