package dev.semblance.engine.encoder.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.EncoderCard;
import dev.semblance.engine.encoder.EncoderOutput;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModelFolder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/// Encoder for ONNX graphs, on ONNX Runtime: pads the batch, runs the graph, and removes the
/// padding. One run at a time, on all cores it was opened with. *Safe for use by many threads.*
public final class OnnxEncoder implements Encoder {
  private final OrtEnvironment environment;

  @GuardedBy("sessionLock")
  private final OrtSession session;

  private final List<GraphInput> inputs;
  private final GraphOutput output;
  private final EncoderCard card;

  /// Serializes runs, first come, first served: each uses all cores.
  private final ReentrantLock sessionLock = new ReentrantLock(true);

  private OnnxEncoder(
      OrtEnvironment environment,
      OrtSession session,
      List<GraphInput> inputs,
      GraphOutput output,
      String precision) {
    this.environment = environment;
    this.session = session;
    this.inputs = inputs;
    this.output = output;
    this.card =
        new EncoderCard("onnxruntime " + environment.getVersion(), output.width(), precision, "");
  }

  /// @param cores number of cores of a run
  /// @param pooled whether a pooling chosen outside the folder follows
  /// @throws SemblanceException BROKEN_MODEL, UNSUPPORTED
  public static OnnxEncoder open(ModelFolder folder, int cores, boolean pooled) {
    GraphFile file =
        GraphFile.find(folder)
            .orElseThrow(() ->
                folder.broken(
                    "no onnx model in this folder (model.onnx or onnx/model.onnx); leave --dtype"
                        + " out, or export one"));
    OrtEnvironment environment = OnnxLibrary.environment();
    OrtSession session = file.open(environment, cores);
    try {
      GraphOutput output = GraphOutput.choose(session.getOutputInfo(), folder, pooled);
      return open(environment, session, output);
    } catch (OrtException e) {
      close(session);
      throw folder.broken("its graph cannot be examined: " + e.getMessage());
    } catch (RuntimeException | Error e) {
      close(session);
      throw e;
    }
  }

  private static OnnxEncoder open(
      OrtEnvironment environment, OrtSession session, GraphOutput output) throws OrtException {
    List<GraphInput> inputs = new ArrayList<>();
    for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
      inputs.add(GraphInput.of(input.getKey(), input.getValue()));
    }
    var encoder = new OnnxEncoder(environment, session, inputs, output, "float32");
    return output.width() > 0
        ? encoder
        : new OnnxEncoder(
            environment, session, inputs, output.withWidth(encoder.measuredWidth()), "float32");
  }

  /// The width of the rows of one token, where the graph does not fix it.
  private int measuredWidth() throws OrtException {
    PaddedBatch token = PaddedBatch.of(RaggedBatch.of(List.of(new int[1])));
    sessionLock.lock();
    try {
      try (RunInputs tensors = tensors(token);
          OrtSession.Result result = session.run(tensors.byName(), Set.of(output.name()))) {
        return floats((OnnxTensor) result.get(0)).remaining();
      }
    } finally {
      sessionLock.unlock();
    }
  }

  @Override
  public EncoderCard card() {
    return card;
  }

  @Override
  public EncoderOutput output() {
    return output.kind();
  }

  @Override
  public int concurrency(int cores) {
    return 1;
  }

  @Override
  public boolean pads() {
    return true;
  }

  @Override
  public Hidden encode(RaggedBatch batch, Rows rows, int threads) {
    PaddedBatch padded = PaddedBatch.of(batch);
    sessionLock.lock();
    try {
      return run(padded, batch, rows);
    } catch (OrtException e) {
      throw failed(batch, e);
    } finally {
      sessionLock.unlock();
    }
  }

  @GuardedBy("sessionLock")
  private Hidden run(PaddedBatch padded, RaggedBatch batch, Rows rows) throws OrtException {
    try (RunInputs tensors = tensors(padded);
        OrtSession.Result result = session.run(tensors.byName(), Set.of(output.name()))) {
      FloatBuffer values = floats((OnnxTensor) result.get(0));
      int width = card.width();
      return new Hidden(
          output.kind() == EncoderOutput.TOKENS
              ? padded.unpad(values, batch, rows, width)
              : rows(values, batch.inputs() * width),
          width);
    }
  }

  /// ONNX Runtime has printed the operator that failed. The usual reason is an input that is longer
  /// than the graph's table of positions, in a folder that does not declare its length.
  private static SemblanceException failed(RaggedBatch batch, OrtException cause) {
    return new SemblanceException(
        Fault.BROKEN_MODEL,
        "the graph cannot be run on %d tokens; if it reads fewer, write its limit as max_seq_length into sentence_bert_config.json beside it"
            .formatted(batch.longest()),
        cause);
  }

  private static float[] rows(FloatBuffer values, int count) {
    if (values.remaining() != count) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL,
          "the graph's output has %d numbers, not %d; export it with a dynamic batch"
              .formatted(values.remaining(), count));
    }
    float[] rows = new float[count];
    values.get(rows);
    return rows;
  }

  @Override
  public void close() {
    sessionLock.lock();
    try {
      close(session);
    } finally {
      sessionLock.unlock();
    }
  }

  private static void close(OrtSession session) {
    try {
      session.close();
    } catch (OrtException e) {
      throw new SemblanceException(Fault.INTERNAL, "ONNX Runtime failed: " + e.getMessage(), e);
    }
  }

  private static FloatBuffer floats(OnnxTensor tensor) {
    FloatBuffer floats = tensor.getFloatBuffer();
    if (floats == null) {
      throw new SemblanceException(Fault.INTERNAL, "the graph's output holds no floats");
    }
    return floats;
  }

  private RunInputs tensors(PaddedBatch padded) throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (GraphInput input : inputs) {
        tensors.put(input.name(), input.tensor(environment, padded));
      }
      return new RunInputs(tensors);
    } catch (OrtException | RuntimeException e) {
      new RunInputs(tensors).close();
      throw e;
    }
  }

  /// Input tensors of one run, closed together.
  private record RunInputs(Map<String, OnnxTensor> byName) implements AutoCloseable {
    @Override
    public void close() {
      byName.values().forEach(OnnxTensor::close);
    }
  }
}
