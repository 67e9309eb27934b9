package dev.semblance.server.command.option;

import dev.semblance.engine.EncoderChoice;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `--encoder-precision`, where a command encodes.
public final class EncoderOption {
  @Option(
      names = {"--encoder-precision", "--dtype"},
      paramLabel = "auto|f32|bf16|int8|onnx",
      defaultValue = "auto",
      converter = PrecisionConverter.class,
      description =
          "The arithmetic of the encoder. auto, the default, takes int8 where the model folder has"
              + " scales that passed their gate, else bf16 where the CPU has it, else f32; onnx"
              + " runs the folder's graph on ONNX Runtime. A collection keeps to the one it was"
              + " made by. float32 and bfloat16 are other names of two; float16, which CPUs do not"
              + " compute in, is taken for auto, and a line says so.")
  private EncoderRequest request = new EncoderRequest(EncoderChoice.AUTO, true);

  public EncoderChoice choice() {
    return request.choice();
  }

  /// One line where what was asked for is not to be had; else empty.
  public Optional<String> warning() {
    return request.supported()
        ? Optional.empty()
        : Optional.of(
            "encoder-precision float16 is taken for auto, since CPUs do not compute in it;"
                + " bf16 and f32 can be asked for");
  }

  /// @param choice what is done
  /// @param supported whether it is what was asked for
  record EncoderRequest(EncoderChoice choice, boolean supported) {
    @Override
    public String toString() {
      return choice.name().toLowerCase(Locale.ROOT);
    }
  }

  /// By our names, or by those of text-embeddings-inference.
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
            throw new TypeConversionException(
                "'" + text + "' is none of auto, f32, bf16, int8, onnx");
      };
    }
  }
}
