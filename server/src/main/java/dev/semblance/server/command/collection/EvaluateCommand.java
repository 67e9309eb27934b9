package dev.semblance.server.command.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.semblance.Embedder;
import dev.semblance.query.Lane;
import dev.semblance.search.DataDirectory;
import dev.semblance.search.evaluate.Bootstrap;
import dev.semblance.search.evaluate.Dataset;
import dev.semblance.search.evaluate.Evaluation;
import dev.semblance.search.evaluate.Report;
import dev.semblance.search.evaluate.RerankSet;
import dev.semblance.search.evaluate.RunFile;
import dev.semblance.search.evaluate.StsPairs;
import dev.semblance.server.command.context.CommandContext;
import dev.semblance.server.command.context.ModelOption;
import dev.semblance.server.command.context.OpenModels;
import dev.semblance.server.command.context.ScratchFolder;
import dev.semblance.server.command.option.EncoderOption;
import dev.semblance.server.command.option.PoolingOption;
import dev.semblance.server.command.terminal.FigurePrinter;
import dev.semblance.server.command.terminal.ProgressLine;
import dev.semblance.server.command.terminal.Terminal;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Measures retrieval, reranking or similarity on a judged data set.
@Command(
    name = "evaluate",
    description = {
      "Measure the quality of a model or of a search.",
      "",
      "--dataset takes a folder in BEIR format (corpus.jsonl, queries.jsonl, both also as .gz, and"
          + " qrels.tsv) and prints nDCG@10, MRR@10, MAP, Recall@10 and Recall@100 as trec_eval"
          + " defines them. --sts takes a tab-separated file with the header score, sentence1,"
          + " sentence2 and prints Spearman's and Pearson's correlation of cosine and score. A"
          + " dataset with candidates.jsonl is reranked: each query's own candidates, by cosine.",
      "",
      "Every figure has a 95 %% bootstrap confidence interval over queries."
    },
    footer = {
      "",
      "dense compares every query with every document; lexical and hybrid search an index, as"
          + " 'semblance search' does. The index is temporary.",
      "",
      "Examples:",
      "  ./semblance evaluate --dataset scifact --mode dense",
      "  ./semblance evaluate --dataset scifact --run scifact.run --json",
      "  ./semblance evaluate --sts stsb_test.tsv --model bge-small-en-v1.5"
    })
public final class EvaluateCommand implements Callable<Integer> {
  private static final String COLLECTION = "evaluated";

  private final CommandContext context;

  @Spec private CommandSpec spec;

  @Option(
      names = "--dataset",
      paramLabel = "DIR",
      description = "Documents, queries and judgments: a folder in BEIR format.")
  private Optional<Path> dataset = Optional.empty();

  @Option(names = "--sts", paramLabel = "FILE", description = "Pairs of sentences with scores.")
  private Optional<Path> sts = Optional.empty();

  @Mixin private final ModelOption model = new ModelOption();

  @Mixin private final EncoderOption encoder = new EncoderOption();

  @Mixin private final PoolingOption pooling = new PoolingOption();

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      defaultValue = "hybrid",
      converter = SearchMode.Converter.class,
      completionCandidates = SearchMode.Names.class,
      description = "With --dataset: dense, lexical or hybrid; ${DEFAULT-VALUE} by default.")
  private SearchMode mode = SearchMode.HYBRID;

  @Option(
      names = "--run",
      paramLabel = "FILE",
      description = "With --dataset: write the rankings as a TREC run file.")
  private Optional<Path> run = Optional.empty();

  @Option(names = "--json", description = "Print one JSON object.")
  private boolean json;

  public EvaluateCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public Integer call() throws IOException {
    if (dataset.isPresent() == sts.isPresent()) {
      throw new ParameterException(spec.commandLine(), "Give either --dataset DIR or --sts FILE");
    }
    Report report;
    try (OpenModels models = context.models(encoder, pooling);
        ProgressLine progress = context.progress(verb(), "texts")) {
      Evaluation evaluation = new Evaluation(Bootstrap.STANDARD, progress);
      report =
          sts.isPresent()
              ? pairs(evaluation, sts.get(), models)
              : ranking(evaluation, dataset.orElseThrow(), models);
    }
    print(report);
    return ExitCode.OK;
  }

  private String verb() {
    boolean lexical = dataset.isPresent() && !mode.lanes().contains(Lane.DENSE);
    return lexical ? "indexing" : "embedding";
  }

  private Report pairs(Evaluation evaluation, Path file, OpenModels models) {
    StsPairs pairs = StsPairs.read(file);
    return evaluation.similarity(pairs, models.apply(model.orDefault())).report();
  }

  private Report ranking(Evaluation evaluation, Path folder, OpenModels models) throws IOException {
    Evaluation.Ranked ranked =
        RerankSet.isIn(folder)
            ? evaluation.reranking(RerankSet.open(folder), models.apply(model.orDefault()))
            : rank(evaluation, Dataset.open(folder), models);
    run.ifPresent(file -> RunFile.write(ranked.run(), file));
    return ranked.report();
  }

  private Evaluation.Ranked rank(Evaluation evaluation, Dataset judged, OpenModels models)
      throws IOException {
    if (mode.lanes().equals(List.of(Lane.DENSE))) {
      return evaluation.retrieval(judged, models.apply(model.orDefault()));
    }
    return mode.lanes().contains(Lane.DENSE)
        ? rankByIndex(evaluation, judged, models)
        : rankByIndex(evaluation, judged, _ -> ConstantEmbedder.MODEL);
  }

  private Evaluation.Ranked rankByIndex(
      Evaluation evaluation, Dataset judged, Function<String, Embedder> models) throws IOException {
    try (ScratchFolder scratch = ScratchFolder.create();
        DataDirectory directory = DataDirectory.open(scratch.path(), models)) {
      return evaluation.retrieval(
          judged, directory.create(COLLECTION, model.orDefault()), mode.lanes());
    }
  }

  private void print(Report report) throws JsonProcessingException {
    Terminal terminal = context.terminal();
    if (json) {
      terminal.out().println(Json.MAPPER.writeValueAsString(report.json()));
    } else {
      report.notes().forEach(terminal::note);
      new FigurePrinter(terminal).print(report);
    }
  }
}
