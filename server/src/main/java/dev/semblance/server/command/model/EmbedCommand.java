package dev.semblance.server.command.model;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.OutputForm;
import dev.semblance.Precision;
import dev.semblance.Priority;
import dev.semblance.Prompt;
import dev.semblance.search.ingest.Source;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.ModelOption;
import dev.semblance.server.command.context.OpenModels;
import dev.semblance.server.command.context.ResumableCommand;
import dev.semblance.server.command.option.EncoderOption;
import dev.semblance.server.command.option.PoolingOption;
import dev.semblance.server.command.terminal.ProgressLine;
import dev.semblance.server.command.terminal.ReadableUnits;
import dev.semblance.server.command.text.GivenTexts;
import dev.semblance.server.command.text.RecordTexts;
import dev.semblance.server.command.text.TextLines;
import dev.semblance.server.command.text.TextReader;
import dev.semblance.server.output.VectorFormat;
import dev.semblance.server.settings.Quantity;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Embeds the lines of a file or of standard input.
@Command(
    name = "embed",
    description = {
      "Embed texts.",
      "",
      "Embeds the texts given, else reads one per line, and writes one vector per text, in the same"
          + " order. Texts longer than the model's limit are truncated at the end. Vectors have"
          + " length 1."
    },
    footer = {
      "",
      "int8 and uint8 divide the range of each dimension, taken from this input, into 255 steps;"
          + " safetensors stores the ranges beside the codes. binary and ubinary store the signs,"
          + " eight per byte. All are compatible with sentence-transformers 5.7.",
      "",
      "Examples:",
      "  ./semblance embed 'good morning'",
      "  echo 'good morning' | ./semblance embed",
      "  ./semblance embed -i questions.txt -o questions.npy --format npy --prompt query",
      "  ./semblance embed -i texts.txt -o codes.safetensors --format safetensors --precision int8"
    })
public final class EmbedCommand implements Callable<Integer>, ResumableCommand {
  private static final String STANDARD_INPUT = "-";
  private static final int MIN_CALIBRATION_TEXTS = 100;

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Mixin private final ModelOption model = new ModelOption();

  @Mixin private final EncoderOption encoder = new EncoderOption();

  @Mixin private final PoolingOption pooling = new PoolingOption();

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
      converter = Quantity.CountConverter.class,
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
      description =
          "File of texts in UTF-8, one per line; of .jsonl, .ndjson and .csv files, also as .gz,"
              + " title and text of each record, as 'index' embeds them. - is standard input, the"
              + " default.")
  private Optional<String> input = Optional.empty();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      defaultValue = "-",
      description =
          "File for the vectors, written whole when the last is computed; the same command resumes"
              + " after a stop, and loses at most 4,096 texts. - is standard output, the default:"
              + " lines of JSON are written as they are computed, unless int8 or uint8.")
  private String output = "-";

  @Option(
      names = "--json",
      description = "With -o FILE: print the summary as one JSON object on standard output.")
  private boolean json;

  @Parameters(
      paramLabel = "TEXT",
      arity = "0..*",
      description = "Texts to embed, instead of those of a file or of standard input.")
  private List<String> texts = List.of();

  public EmbedCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    requireOneInput();
    long started = System.nanoTime();
    OutputForm form = new OutputForm(true, dimensions.orElse(null));
    try (TextReader reader = reader();
        OutputFile file = OutputFile.open(output, context.terminal().out());
        OpenModels models = context.models(encoder, pooling)) {
      Embedder embedder = models.apply(model.orDefault());
      int width = Vectors.width(form, embedder.card().shape().dimensions());
      String run =
          String.join(
              "\n", embedder.card().fingerprint(), prompt.toString(), Integer.toString(width));
      try (VectorSink sink = file.sink(format, precision, new VectorRun(run, width))) {
        TextEmbedding embedding = new TextEmbedding(embedder, options(form), sink);
        long tokens = embed(reader, embedding);
        warnOfSmallSample(sink.rows());
        sink.finish(format, precision, file.out());
        file.commit();
        sink.committed();
        if (file.isFile()) {
          double seconds = (System.nanoTime() - started) / 1e9;
          new EmbedSummary(sink.rows(), tokens, seconds, output).print(context.terminal(), json);
        }
      }
    }
    return ExitCode.OK;
  }

  /// Vectors on standard output are not kept.
  @Override
  public boolean resumes() {
    return !output.equals(OutputFile.STANDARD_OUTPUT);
  }

  private void requireOneInput() {
    if (!texts.isEmpty() && input.isPresent()) {
      throw new ParameterException(
          spec.commandLine(), "TEXT and --input exclude each other; give one");
    }
    if (json && output.equals(OutputFile.STANDARD_OUTPUT)) {
      throw new ParameterException(
          spec.commandLine(), "--json prints a summary, and needs -o FILE for the vectors");
    }
  }

  private TextReader reader() throws IOException {
    if (!texts.isEmpty()) {
      return new GivenTexts(texts);
    }
    String name = input.orElse(STANDARD_INPUT);
    if (!name.equals(STANDARD_INPUT)) {
      return RecordTexts.isRecords(name)
          ? new RecordTexts(Source.of(Path.of(name)).open())
          : TextLines.ofFile(name, context.stop());
    }
    if (context.terminal().attached().typed()) {
      context
          .terminal()
          .note("reading standard input, one text per line; Ctrl-D ends it, or give texts");
    }
    return TextLines.ofStandardInput(context.stop());
  }

  private long embed(TextReader reader, TextEmbedding embedding) throws IOException {
    try (ProgressLine progress = context.progress("embedding", "texts")) {
      return embedding.run(reader, progress);
    }
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
}
