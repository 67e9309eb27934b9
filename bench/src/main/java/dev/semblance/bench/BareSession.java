package dev.semblance.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.model.ModelFolder;
import java.nio.LongBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/// An ONNX Runtime session with default settings, spinning threads included. Batches are padded to
/// their longest input.
final class BareSession implements AutoCloseable {
  private static final String GRAPH = "onnx/model.onnx";

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /// @param folder with a graph at `onnx/model.onnx`
  BareSession(ModelFolder folder, int cores) {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(cores);
      session = environment.createSession(folder.resolve(GRAPH).toString(), options);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Runs the graph and discards its output.
  void run(RaggedBatch batch) {
    Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
    try {
      int width = batch.longest();
      long[] ids = new long[batch.inputs() * width];
      long[] mask = new long[ids.length];
      for (int i = 0; i < batch.inputs(); i++) {
        for (int t = 0; t < batch.length(i); t++) {
          ids[i * width + t] = batch.ids()[batch.starts()[i] + t];
          mask[i * width + t] = 1;
        }
      }
      long[] shape = {batch.inputs(), width};
      put(inputs, "input_ids", ids, shape);
      put(inputs, "attention_mask", mask, shape);
      put(inputs, "token_type_ids", new long[ids.length], shape);
      session.run(inputs).close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private void put(Map<String, OnnxTensor> inputs, String name, long[] values, long[] shape)
      throws OrtException {
    if (session.getInputNames().contains(name)) {
      inputs.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape));
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
