package dev.semblance.server.command.option;

import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.EngineSettings;
import dev.semblance.server.settings.Quantity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/// `--encoder-precision` and `--threads` of commands that run a model.
public final class EncoderOption {
  @Option(
      names = {"--encoder-precision", "--dtype"},
      paramLabel = "auto|f32|bf16|int8|onnx",
      defaultValue = "auto",
      converter = PrecisionConverter.class,
      description =
          "Arithmetic of the encoder. auto, the default, uses int8 if the model folder has scales"
              + " that passed the accuracy gate, else bf16 if the CPU supports it, else f32; onnx"
              + " runs the folder's graph on ONNX Runtime. A collection requires the one it was"
              + " created with. float32 and bfloat16 are synonyms; float16, which CPUs do not"
              + " support, is treated as auto with a warning.")
  private EncoderRequest request = new EncoderRequest(EncoderChoice.AUTO, true);

  @Option(
      names = "--threads",
      paramLabel = "N",
      converter = Quantity.CountConverter.class,
      description = "Number of cores that the encoder uses, from 1; all by default.")
  private Optional<Integer> threads = Optional.empty();

  /// The settings, changed by the options.
  public EngineSettings applied(EngineSettings settings) {
    EngineSettings chosen = settings.with(request.choice());
    return threads.map(chosen::withCores).orElse(chosen);
  }

  /// A warning where the requested precision is not supported; else empty.
  public Optional<String> warning() {
    return request.supported()
        ? Optional.empty()
        : Optional.of(
            "encoder-precision float16 is treated as auto, since CPUs do not support it;"
                + " choose bf16 or f32");
  }

  /// @param choice in effect
  /// @param supported whether it is what was requested
  record EncoderRequest(EncoderChoice choice, boolean supported) {
    @Override
    public String toString() {
      return choice.name().toLowerCase(Locale.ROOT);
    }
  }

  /// By Semblance's names, or by those of text-embeddings-inference.
  static final class PrecisionConverter implements ITypeConverter<EncoderRequest> {
    @Override
    public EncoderRequest convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "auto" -> new EncoderRequest(EncoderChoice.AUTO, true);
        case "float16" -> new EncoderRequest(EncoderChoice.AUTO, false);
        case "f32", "float32" -> new EncoderRequest(EncoderChoice.F32, true);
        case "bf16", "bfloat16" -> new EncoderRequest(EncoderChoice.BF16, true);
        case "int8" -> new EncoderRequest(EncoderChoice.INT8, true);
        case "onnx" -> new EncoderRequest(EncoderChoice.ONNX, true);
        default ->
            throw NameConverter.unknown(text, List.of("auto", "f32", "bf16", "int8", "onnx"));
      };
    }
  }
}
