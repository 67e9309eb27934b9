package dev.semblance.server.command;

import dev.semblance.engine.EncoderChoice;
import picocli.CommandLine.Option;

/// `--encoder-precision`, where a command encodes.
final class EncoderOption {
  @Option(
      names = "--encoder-precision",
      paramLabel = "auto|f32|bf16|int8|onnx",
      defaultValue = "auto",
      description =
          "The arithmetic of the encoder. auto, the default, takes int8 where the model folder has"
              + " scales that passed their gate, else bf16 where the CPU has it, else f32; onnx"
              + " runs the folder's graph on ONNX Runtime. A collection keeps to the one it was"
              + " made by.")
  private EncoderChoice choice = EncoderChoice.AUTO;

  EncoderChoice choice() {
    return choice;
  }
}
