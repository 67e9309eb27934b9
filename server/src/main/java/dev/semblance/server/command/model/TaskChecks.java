package dev.semblance.server.command.model;

import dev.semblance.Embedder;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.quantize.QualityCheck;
import dev.semblance.search.evaluate.Bootstrap;
import dev.semblance.search.evaluate.Comparison;
import dev.semblance.search.evaluate.Correlation;
import dev.semblance.search.evaluate.Dataset;
import dev.semblance.search.evaluate.Evaluation;
import dev.semblance.search.evaluate.Measure;
import dev.semblance.search.evaluate.RerankSet;
import dev.semblance.search.evaluate.StsPairs;
import dev.semblance.server.command.terminal.ProgressLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Quality of retrieval, reranking and similarity before and after quantization, on the same
/// queries.
///
/// @param datasets folders in BEIR format, or with candidates to rerank
/// @param pairs files of scored pairs of sentences
/// @param engine how models are run
/// @param progress shows the texts of each measurement
record TaskChecks(
    List<Path> datasets, List<Path> pairs, EngineSettings engine, ProgressLine progress)
    implements QualityCheck {

  @Override
  public List<QualityTask> measure(ModelFolder before, ModelFolder after) {
    List<QualityTask> tasks = new ArrayList<>();
    Evaluation evaluation = new Evaluation(Bootstrap.STANDARD, progress);
    try (Embedder exact = open(before, EncoderChoice.F32);
        Embedder quantized = open(after, EncoderChoice.INT8)) {
      for (Path folder : datasets) {
        tasks.add(
            RerankSet.isIn(folder)
                ? reranking(folder, evaluation, exact, quantized)
                : retrieval(folder, evaluation, exact, quantized));
      }
      for (Path file : pairs) {
        tasks.add(similarity(file, evaluation, exact, quantized));
      }
    }
    return tasks;
  }

  private Embedder open(ModelFolder folder, EncoderChoice choice) {
    return Engine.open(folder.root().toString(), engine.with(choice));
  }

  private QualityTask retrieval(
      Path folder, Evaluation evaluation, Embedder exact, Embedder quantized) {
    Dataset dataset = Dataset.open(folder);
    begin(folder, EncoderChoice.F32);
    var before = evaluation.retrieval(dataset, exact).scores();
    begin(folder, EncoderChoice.INT8);
    var after = evaluation.retrieval(dataset, quantized).scores();
    return task(
        folder.getFileName() + " nDCG@10",
        Comparison.of(Measure.NDCG_10, before, after, Bootstrap.STANDARD));
  }

  private QualityTask reranking(
      Path folder, Evaluation evaluation, Embedder exact, Embedder quantized) {
    RerankSet set = RerankSet.open(folder);
    begin(folder, EncoderChoice.F32);
    var before = evaluation.reranking(set, exact).scores();
    begin(folder, EncoderChoice.INT8);
    var after = evaluation.reranking(set, quantized).scores();
    return task(
        folder.getFileName() + " MAP",
        Comparison.of(Measure.MAP, before, after, Bootstrap.STANDARD));
  }

  private QualityTask similarity(
      Path file, Evaluation evaluation, Embedder exact, Embedder quantized) {
    StsPairs pairs = StsPairs.read(file);
    begin(file, EncoderChoice.F32);
    double[] before = evaluation.similarity(pairs, exact).cosines();
    begin(file, EncoderChoice.INT8);
    double[] after = evaluation.similarity(pairs, quantized).cosines();
    return task(
        file.getFileName() + " Spearman",
        Comparison.of(Correlation.SPEARMAN, pairs, before, after, Bootstrap.STANDARD));
  }

  private void begin(Path data, EncoderChoice precision) {
    String what =
        "%s in %s".formatted(data.getFileName(), precision.name().toLowerCase(Locale.ROOT));
    progress.begin(new ProgressLine.ProgressWork(what, "texts"));
  }

  private static QualityTask task(String name, Comparison change) {
    return new QualityTask(
        name,
        change.before(),
        change.after(),
        change.difference().low(),
        change.difference().high());
  }
}
