package dev.semblance.server.command;

import dev.semblance.engine.EncoderChoice;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// `--encoder-precision`, where a command encodes.
final class EncoderOption {
  @Option(
      names = {"--encoder-precision", "--dtype"},
      paramLabel = "auto|f32|bf16|int8|onnx",
      defaultValue = "auto",
      converter = Choice.class,
      description =
          "The arithmetic of the encoder. auto, the default, takes int8 where the model folder has"
              + " scales that passed their gate, else bf16 where the CPU has it, else f32; onnx"
              + " runs the folder's graph on ONNX Runtime. A collection keeps to the one it was"
              + " made by. float32 and bfloat16 are other names of two; float16, which CPUs do not"
              + " compute in, is taken for auto.")
  private EncoderChoice choice = EncoderChoice.AUTO;

  EncoderChoice choice() {
    return choice;
  }

  /// By our names, or by those of text-embeddings-inference.
  static final class Choice implements ITypeConverter<EncoderChoice> {
    @Override
    public EncoderChoice convert(String text) {
      return switch (text.toLowerCase(Locale.ROOT)) {
        case "auto", "float16" -> EncoderChoice.AUTO;
        case "f32", "float32" -> EncoderChoice.F32;
        case "bf16", "bfloat16" -> EncoderChoice.BF16;
        case "int8" -> EncoderChoice.INT8;
        case "onnx" -> EncoderChoice.ONNX;
        default ->
            throw new TypeConversionException(
                "'" + text + "' is none of auto, f32, bf16, int8, onnx");
      };
    }
  }
}
