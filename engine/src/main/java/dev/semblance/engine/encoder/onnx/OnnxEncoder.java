package dev.semblance.engine.encoder.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.EncoderCard;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModelFolder;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Encoder for ONNX graphs, on ONNX Runtime: pads the batch, runs the graph, and removes the
/// padding. One run at a time, on all cores it was opened with. *Safe for use by many threads.*
public final class OnnxEncoder implements Encoder {
  private static final List<String> HIDDEN_OUTPUTS =
      List.of("last_hidden_state", "token_embeddings");

  private final OrtEnvironment environment;

  @GuardedBy("sessionLock")
  private final OrtSession session;

  private final String output;
  private final EncoderCard card;

  /// Serializes runs, first come, first served: each uses all cores.
  private final ReentrantLock sessionLock = new ReentrantLock(true);

  private OnnxEncoder(OrtEnvironment environment, OrtSession session, String output, int width) {
    this.environment = environment;
    this.session = session;
    this.output = output;
    this.card = new EncoderCard("onnxruntime " + environment.getVersion(), width, "float32", "");
  }

  /// Whether the folder has a graph.
  public static boolean canOpen(ModelFolder folder) {
    return GraphFile.find(folder).isPresent();
  }

  /// @param cores number of cores of a run
  /// @throws SemblanceException BROKEN_MODEL, UNSUPPORTED
  public static OnnxEncoder open(ModelFolder folder, int cores) {
    GraphFile file =
        GraphFile.find(folder)
            .orElseThrow(() ->
                folder.broken(
                    "no model.safetensors, pytorch_model.bin or onnx model in this folder"));
    OrtEnvironment environment = OnnxLibrary.environment();
    OrtSession session = file.open(environment, cores);
    try {
      String output = hiddenOutput(session, folder);
      return new OnnxEncoder(environment, session, output, width(session, output, folder));
    } catch (OrtException e) {
      throw folder.broken("its graph cannot be examined: " + e.getMessage());
    }
  }

  @Override
  public EncoderCard card() {
    return card;
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
      throw new SemblanceException(Fault.INTERNAL, "ONNX Runtime failed: " + e.getMessage(), e);
    } finally {
      sessionLock.unlock();
    }
  }

  @GuardedBy("sessionLock")
  private Hidden run(PaddedBatch padded, RaggedBatch batch, Rows rows) throws OrtException {
    try (GraphInputs inputs = inputs(padded);
        OrtSession.Result result = session.run(inputs.tensors())) {
      OnnxTensor hidden = (OnnxTensor) result.get(output).orElseThrow();
      return new Hidden(padded.unpad(floats(hidden), batch, rows, card.width()), card.width());
    }
  }

  @Override
  public void close() {
    sessionLock.lock();
    try {
      session.close();
    } catch (OrtException e) {
      throw new SemblanceException(Fault.INTERNAL, "ONNX Runtime failed: " + e.getMessage(), e);
    } finally {
      sessionLock.unlock();
    }
  }

  private static FloatBuffer floats(OnnxTensor tensor) {
    FloatBuffer floats = tensor.getFloatBuffer();
    if (floats == null) {
      throw new SemblanceException(Fault.INTERNAL, "the graph's output holds no floats");
    }
    return floats;
  }

  @GuardedBy("sessionLock")
  private GraphInputs inputs(PaddedBatch padded) throws OrtException {
    Map<String, OnnxTensor> tensors = new LinkedHashMap<>();
    try {
      for (String name : session.getInputNames()) {
        tensors.put(name, OnnxTensor.createTensor(environment, padded.input(name), padded.shape()));
      }
      return new GraphInputs(tensors);
    } catch (OrtException | RuntimeException e) {
      new GraphInputs(tensors).close();
      throw e;
    }
  }

  /// Input tensors of one run, closed together.
  private record GraphInputs(Map<String, OnnxTensor> tensors) implements AutoCloseable {
    @Override
    public void close() {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /// The output `[b,t,d]`: by its usual names, else the only one of that rank.
  private static String hiddenOutput(OrtSession session, ModelFolder folder) throws OrtException {
    Map<String, NodeInfo> outputs = session.getOutputInfo();
    return HIDDEN_OUTPUTS.stream()
        .filter(outputs::containsKey)
        .findFirst()
        .or(() -> soleOfRankThree(outputs))
        .orElseThrow(() ->
            new SemblanceException(
                Fault.UNSUPPORTED,
                "model "
                    + folder.id()
                    + ": the graph has no output of token vectors; it has "
                    + outputs.keySet()));
  }

  private static Optional<String> soleOfRankThree(Map<String, NodeInfo> outputs) {
    List<String> names =
        outputs.entrySet().stream()
            .filter(output ->
                output.getValue().getInfo() instanceof TensorInfo info
                    && info.type == OnnxJavaType.FLOAT
                    && info.getShape().length == 3)
            .map(Map.Entry::getKey)
            .toList();
    return names.size() == 1 ? Optional.of(names.getFirst()) : Optional.empty();
  }

  /// The graph's width, or the config's where the graph does not fix it.
  private static int width(OrtSession session, String output, ModelFolder folder)
      throws OrtException {
    NodeInfo node = session.getOutputInfo().get(output);
    if (node != null && node.getInfo() instanceof TensorInfo info) {
      long[] shape = info.getShape();
      if (shape.length == 3 && shape[2] > 0) {
        return Math.toIntExact(shape[2]);
      }
    }
    return folder.json("config.json").positive("hidden_size");
  }
}
