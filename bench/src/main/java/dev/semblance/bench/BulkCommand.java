package dev.semblance.bench;

import dev.semblance.Embedder;
import dev.semblance.Progress;
import dev.semblance.Truncation;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.Engine;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.search.DataDirectory;
import dev.semblance.search.ingest.DocumentReader;
import dev.semblance.search.ingest.Ingest;
import dev.semblance.search.ingest.Source;
import dev.semblance.search.ingest.jdk.JdkDocs;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Indexing of documents, as `demo` does it, against an ONNX Runtime session that only runs the
/// graph on the same texts, tokenized before and in length-sorted batches.
@Command(
    name = "bulk",
    description = {
      "Measure indexing beside a bare ONNX Runtime session.",
      "",
      "Indexes documents of the JDK as `demo` does, and runs a bare ONNX Runtime session on the"
          + " same texts in length-sorted batches of 32. Reports tokens per second and their"
          + " ratios."
    },
    mixinStandardHelpOptions = true)
final class BulkCommand implements Callable<Integer> {
  private static final int BATCH = 32;

  @Option(
      names = "--documents",
      defaultValue = "2000",
      description = "How many documents (default: ${DEFAULT-VALUE}).")
  int documents;

  @Override
  public Integer call() throws IOException {
    Source source = JdkDocs.ofRunningJdk().first(documents);
    List<int[]> tokens = tokens(source);
    long count = tokens.stream().mapToLong(ids -> ids.length).sum();
    // Interleaved, since the machine's speed drifts; the mean of both bare runs counts.
    double first = bare(tokens);
    double onnx = indexed(source, EncoderChoice.ONNX);
    double second = bare(tokens);
    double auto = indexed(source, EncoderChoice.AUTO);
    double bare = (first + second) / 2;
    System.out.printf(
        Locale.ROOT,
        "%d documents, %d tokens%n"
            + "bare ONNX Runtime session, f32        %8.0f tokens/s (runs of %.1f s and %.1f s)%n"
            + "indexed as demo does, ONNX Runtime    %8.0f tokens/s  %.2f of bare%n"
            + "indexed as demo does, default encoder %8.0f tokens/s  %.2f of bare%n",
        documents,
        count,
        count / bare,
        first,
        second,
        count / onnx,
        bare / onnx,
        count / auto,
        bare / auto);
    return 0;
  }

  /// Seconds of the session alone, batches sorted by length.
  private static double bare(List<int[]> tokens) {
    List<int[]> sorted = new ArrayList<>(tokens);
    sorted.sort(Comparator.comparingInt(ids -> ids.length));
    int cores = Runtime.getRuntime().availableProcessors();
    try (BareSession session = new BareSession(Bench.model(Bench.MODEL), cores)) {
      session.run(RaggedBatch.of(sorted.subList(0, 1)));
      long started = System.nanoTime();
      for (int from = 0; from < sorted.size(); from += BATCH) {
        var batch = sorted.subList(from, Math.min(sorted.size(), from + BATCH));
        session.run(RaggedBatch.of(batch));
      }
      return (System.nanoTime() - started) / 1e9;
    }
  }

  /// Seconds from documents to an index on disk.
  private static double indexed(Source source, EncoderChoice choice) throws IOException {
    var root = Files.createTempDirectory("semblance-bench-bulk");
    try (Embedder embedder = Engine.open(Bench.MODEL, Bench.settings().with(choice));
        DataDirectory data = DataDirectory.open(root, _ -> embedder)) {
      DocumentCollection collection = data.create("bulk", Bench.MODEL);
      long started = System.nanoTime();
      var _ = new Ingest(collection, Progress.SILENT).run(source);
      double seconds = (System.nanoTime() - started) / 1e9;
      var _ = data.drop("bulk");
      return seconds;
    }
  }

  private static List<int[]> tokens(Source source) {
    ModelFolder folder = Bench.model(Bench.MODEL);
    List<int[]> tokens = new ArrayList<>();
    try (TextTokenizer tokenizer = TextTokenizer.open(ModelSpec.read(folder));
        DocumentReader reader = source.open()) {
      for (ReadResult reading = reader.next(); reading != null; reading = reader.next()) {
        if (reading instanceof Entry(var document, _)) {
          tokens.add(tokenizer.encode(document.passage(), Truncation.RIGHT).ids());
        }
      }
    }
    return tokens;
  }
}
