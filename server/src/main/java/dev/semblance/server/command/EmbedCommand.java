package dev.semblance.server.command;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.OutputForm;
import dev.semblance.Precision;
import dev.semblance.Priority;
import dev.semblance.Prompt;
import dev.semblance.server.command.option.EncoderOption;
import dev.semblance.server.command.terminal.ProgressLine;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.output.VectorFormat;
import dev.semblance.server.output.VectorSpool;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Embeds the lines of a file or of standard input.
@Command(
    name = "embed",
    description = {
      "Embed texts.",
      "",
      "Reads one text per line and writes one vector per text, in the same order. Texts longer than"
          + " the model's limit are truncated at the end. Vectors have length 1."
    },
    footer = {
      "",
      "int8 and uint8 divide the range of each dimension, taken from this input, into 255 steps;"
          + " safetensors stores the ranges beside the codes. binary and ubinary store the signs,"
          + " eight per byte. All are compatible with sentence-transformers 5.7.",
      "",
      "Examples:",
      "  echo 'good morning' | ./semblance embed",
      "  ./semblance embed -i questions.txt -o questions.npy --format npy --prompt query",
      "  ./semblance embed -i texts.txt -o codes.safetensors --format safetensors --precision int8"
    })
final class EmbedCommand implements Callable<Integer> {
  private static final int WINDOW = 4_096;
  private static final int SLICE = 256;
  private static final int MIN_CALIBRATION_TEXTS = 100;

  private final CommandContext context;

  @Mixin private final ModelOption model = new ModelOption();

  @Mixin private final EncoderOption encoder = new EncoderOption();

  @Option(
      names = "--prompt",
      paramLabel = "NAME",
      description =
          "Prepend one of the model's prompts to each text; 'semblance models show' lists them."
              + " By default the model's default prompt, if it has one.")
  private Optional<String> prompt = Optional.empty();

  @Option(
      names = "--dimensions",
      paramLabel = "N",
      description = "Keep the first N dimensions and rescale to length 1.")
  private Optional<Integer> dimensions = Optional.empty();

  @Option(
      names = "--precision",
      paramLabel = "P",
      defaultValue = "float32",
      description =
          "float32, float16, int8, uint8, binary or ubinary; ${DEFAULT-VALUE} by default.")
  private Precision precision = Precision.FLOAT32;

  @Option(
      names = "--format",
      paramLabel = "F",
      defaultValue = "jsonl",
      description = "jsonl, npy or safetensors; ${DEFAULT-VALUE} by default.")
  private VectorFormat format = VectorFormat.JSONL;

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      defaultValue = "-",
      description = "File of texts in UTF-8; - is standard input, the default.")
  private String input = "-";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "-",
      description =
          "File for the vectors, written whole when the last is computed; - is standard"
              + " output, the default.")
  private String output = "-";

  EmbedCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    long started = System.nanoTime();
    OutputForm form = new OutputForm(true, dimensions.orElse(null));
    try (TextLines lines = TextLines.open(input);
        OutputFile file = OutputFile.open(output, context.terminal().out());
        OpenModels models = context.models(encoder)) {
      Embedder embedder = models.apply(model.orDefault());
      int width = Vectors.width(form, embedder.card().shape().dimensions());
      try (VectorSpool vectors = new VectorSpool(file.folder(), width)) {
        long tokens = embed(lines, new Target(embedder, options(form), vectors));
        warnOfSmallSample(vectors.rows());
        format.write(vectors, precision, file.out());
        file.commit();
        if (file.isFile()) {
          printSummary(vectors.rows(), tokens, (System.nanoTime() - started) / 1e9);
        }
      }
    }
    return ExitCode.OK;
  }

  private record Target(Embedder embedder, EmbedOptions options, VectorSpool vectors) {}

  /// @return how many tokens were read
  private long embed(TextLines lines, Target target) throws IOException {
    long tokens = 0;
    try (ProgressLine progress = context.progress("embedding", "texts")) {
      List<String> window = lines.next(WINDOW);
      while (!window.isEmpty()) {
        tokens += embed(window, target, done -> progress.at(done, lines.expected()));
        window = lines.next(WINDOW);
      }
    }
    return tokens;
  }

  /// Embeds texts sorted by length, since the longest of a batch sets its time, and writes the
  /// vectors in the order of the texts.
  private static long embed(List<String> texts, Target target, LongConsumer progress)
      throws IOException {
    List<Integer> longestFirst = new ArrayList<>(IntStream.range(0, texts.size()).boxed().toList());
    longestFirst.sort(Comparator.comparingInt(i -> -texts.get(i).length()));
    float[][] vectors = new float[texts.size()][];
    long tokens = 0;
    for (int start = 0; start < texts.size(); start += SLICE) {
      List<Integer> slice = longestFirst.subList(start, Math.min(start + SLICE, texts.size()));
      List<Embedded> done =
          target
              .embedder()
              .embed(slice.stream().map(texts::get).map(Input::of).toList(), target.options());
      for (int i = 0; i < slice.size(); i++) {
        vectors[slice.get(i)] = done.get(i).vector();
        tokens += done.get(i).tokens();
      }
      progress.accept(target.vectors().rows() + start + slice.size());
    }
    for (float[] vector : vectors) {
      target.vectors().add(vector);
    }
    return tokens;
  }

  private EmbedOptions options(OutputForm form) {
    Prompt before = prompt.<Prompt>map(Prompt.Named::new).orElseGet(Prompt.Default::new);
    return EmbedOptions.DEFAULT.with(before).with(form).with(Priority.BULK);
  }

  private void warnOfSmallSample(long rows) {
    if (precision.calibrated() && rows < MIN_CALIBRATION_TEXTS) {
      context
          .terminal()
          .note(
              "semblance: the ranges were taken from only "
                  + ReadableUnits.counted(rows, "texts")
                  + "; use at least "
                  + MIN_CALIBRATION_TEXTS
                  + " for codes that compare well with others");
    }
  }

  private void printSummary(long rows, long tokens, double seconds) {
    context
        .terminal()
        .note(
            "embedded %s, %s, in %s: %s texts/s, %s tokens/s → %s"
                .formatted(
                    ReadableUnits.counted(rows, "texts"),
                    ReadableUnits.counted(tokens, "tokens"),
                    ReadableUnits.seconds(seconds),
                    ReadableUnits.rate(rows / seconds),
                    ReadableUnits.rate(tokens / seconds),
                    output));
  }
}
