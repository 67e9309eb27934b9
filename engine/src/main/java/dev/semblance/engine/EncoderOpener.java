package dev.semblance.engine;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.TextImageEncoder;
import dev.semblance.engine.encoder.onnx.OnnxEncoder;
import dev.semblance.engine.encoder.transformer.NativeEncoder;
import dev.semblance.engine.encoder.transformer.NativePrecision;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.PoolingChoice;
import dev.semblance.engine.weights.WeightFiles;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Locale;
import java.util.Optional;

/// Opens the encoder of a model: the native one, or ONNX Runtime on an exported graph, which stands
/// in for weights that are absent and for architectures and settings that the native encoder lacks.
///
/// @param folder of the encoder
/// @param choice who computes, and in which arithmetic
/// @param cores most cores of one run
/// @param pooled whether a pooling chosen outside the folder follows
record EncoderOpener(ModelFolder folder, EncoderChoice choice, int cores, boolean pooled) {
  private static final Logger LOG = System.getLogger(EncoderOpener.class.getName());

  static EncoderOpener of(ModelFolder folder, EngineSettings settings) {
    boolean pooled = settings.pooling() != PoolingChoice.AUTO;
    return new EncoderOpener(folder, settings.encoder(), settings.compute().cores(), pooled);
  }

  /// Whether the choice calls for a graph rather than weights, as far as the config tells.
  boolean prefersGraph() {
    return switch (choice) {
      case ONNX -> true;
      case AUTO, F32 -> NativeEncoder.refusal(folder).isPresent();
      case BF16, INT8 -> false;
    };
  }

  /// An encoder for texts.
  ///
  /// @throws SemblanceException BROKEN_MODEL, UNSUPPORTED
  Encoder open() {
    return switch (choice) {
      case AUTO -> nativeOrGraph(NativePrecision.AUTO);
      case ONNX -> OnnxEncoder.open(folder, cores, pooled);
      case F32 -> nativeOrGraph(NativePrecision.F32);
      case BF16 -> nativeOnly(NativePrecision.BF16);
      case INT8 -> nativeOnly(NativePrecision.INT8);
    };
  }

  /// An encoder for texts and images. Exported graphs of such models end in pooled vectors and are
  /// not supported.
  ///
  /// @throws SemblanceException BROKEN_MODEL, UNSUPPORTED
  Encoder openWithImages() {
    NativePrecision precision =
        switch (choice) {
          case AUTO -> NativePrecision.AUTO;
          case F32 -> NativePrecision.F32;
          case BF16 -> NativePrecision.BF16;
          case ONNX, INT8 ->
              throw new SemblanceException(
                  Fault.UNSUPPORTED,
                  "model %s reads images too, which runs in float32 and bfloat16, not as %s"
                      .formatted(folder.shownName(), choice.name().toLowerCase(Locale.ROOT)));
        };
    NativeEncoder texts = NativeEncoder.open(folder, precision);
    try {
      return new TextImageEncoder(texts, NativeEncoder.openImages(folder, precision));
    } catch (RuntimeException e) {
      texts.close();
      throw e;
    }
  }

  private Encoder nativeOrGraph(NativePrecision precision) {
    Optional<String> refusal = NativeEncoder.refusal(folder);
    if (refusal.isPresent()) {
      return graph(unsupported(refusal.get()));
    }
    try {
      return NativeEncoder.open(folder, precision);
    } catch (SemblanceException e) {
      return graph(e);
    }
  }

  /// The graph in place of the native encoder, which is logged. Damaged weights are reported: a
  /// graph stands in only for what is absent or not supported.
  private Encoder graph(SemblanceException reason) {
    boolean absent = reason.fault() == Fault.BROKEN_MODEL && !WeightFiles.exist(folder);
    Optional<String> graph = folder.graph();
    if (graph.isEmpty() || !(absent || reason.fault() == Fault.UNSUPPORTED)) {
      throw reason.fault() == Fault.UNSUPPORTED ? withRemedy(reason) : reason;
    }
    LOG.log(
        Level.INFO,
        "model {0} runs on ONNX Runtime, from {1}: {2}",
        folder.shownName(),
        graph.get(),
        reason.getMessage());
    return OnnxEncoder.open(folder, cores, pooled);
  }

  private Encoder nativeOnly(NativePrecision precision) {
    Optional<String> refusal = NativeEncoder.refusal(folder);
    if (refusal.isPresent()) {
      throw withRemedy(unsupported(refusal.get()));
    }
    return NativeEncoder.open(folder, precision);
  }

  private SemblanceException unsupported(String refusal) {
    return new SemblanceException(
        Fault.UNSUPPORTED, "model " + folder.shownName() + ": " + refusal);
  }

  private SemblanceException withRemedy(SemblanceException reason) {
    String remedy =
        folder.graph().isPresent()
            ? "; --dtype auto or onnx runs the graph in its folder"
            : "; an exported graph in its folder (onnx/model.onnx) would run instead";
    return new SemblanceException(reason.fault(), reason.getMessage() + remedy, reason);
  }
}
