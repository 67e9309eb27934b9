package dev.semblance.engine.encoder.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.TensorInfo;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.IntBuffer;
import java.nio.LongBuffer;

/// One input of a graph, in the type that the graph declares.
sealed interface GraphInput {
  String name();

  /// The input's tensor for one batch; the caller closes it.
  OnnxTensor tensor(OrtEnvironment environment, PaddedBatch batch) throws OrtException;

  /// Numbers of tokens, `[b,t]`.
  ///
  /// @param narrow whether of 32 bits, else of 64
  record TokenInput(String name, boolean narrow) implements GraphInput {
    @Override
    public OnnxTensor tensor(OrtEnvironment environment, PaddedBatch batch) throws OrtException {
      LongBuffer numbers = batch.input(name);
      return narrow
          ? OnnxTensor.createTensor(environment, narrow(numbers), batch.shape())
          : OnnxTensor.createTensor(environment, numbers, batch.shape());
    }

    private static IntBuffer narrow(LongBuffer numbers) {
      IntBuffer narrow =
          ByteBuffer.allocateDirect(numbers.remaining() * Integer.BYTES)
              .order(ByteOrder.nativeOrder())
              .asIntBuffer();
      while (numbers.hasRemaining()) {
        narrow.put((int) numbers.get());
      }
      return narrow.flip();
    }
  }

  /// Keys or values of earlier tokens, `[b,heads,0,d]`: there are none.
  record EmptyCache(String name, OnnxJavaType type, long heads, long width) implements GraphInput {
    @Override
    public OnnxTensor tensor(OrtEnvironment environment, PaddedBatch batch) throws OrtException {
      long[] shape = {batch.shape()[0], heads, 0, width};
      return OnnxTensor.createTensor(environment, ByteBuffer.allocateDirect(0), shape, type);
    }
  }

  /// Whether a merged decoder reads its cache: no.
  record CacheSwitch(String name) implements GraphInput {
    @Override
    public OnnxTensor tensor(OrtEnvironment environment, PaddedBatch batch) throws OrtException {
      return OnnxTensor.createTensor(environment, new boolean[] {false});
    }
  }

  /// Reads an input's declaration.
  ///
  /// @throws SemblanceException UNSUPPORTED for an input that is neither of tokens nor a cache
  static GraphInput of(String name, NodeInfo node) {
    if (node.getInfo() instanceof TensorInfo info) {
      long[] shape = info.getShape();
      boolean whole = info.type == OnnxJavaType.INT64 || info.type == OnnxJavaType.INT32;
      if (PaddedBatch.INPUTS.contains(name) && whole) {
        return new TokenInput(name, info.type == OnnxJavaType.INT32);
      }
      if (name.startsWith("past_key") && shape.length == 4 && shape[1] > 0 && shape[3] > 0) {
        return new EmptyCache(name, info.type, shape[1], shape[3]);
      }
      if (name.equals("use_cache_branch") && info.type == OnnxJavaType.BOOL) {
        return new CacheSwitch(name);
      }
    }
    throw new SemblanceException(
        Fault.UNSUPPORTED,
        "the graph has an input '%s' of another kind than whole numbers named %s, or past_key_values; export it for feature extraction"
            .formatted(name, String.join(", ", PaddedBatch.INPUTS)));
  }
}
