package dev.semblance.server.service;

import dev.semblance.Chunked;
import dev.semblance.Chunking;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.InputFaults;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.server.calibration.CalibrationRegistry;
import dev.semblance.server.calibration.CalibrationStore;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.Call;
import dev.semblance.server.request.Cost;
import dev.semblance.server.request.RequestChain;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.request.ServiceOperation;
import dev.semblance.vector.Vectors;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Embedding of texts and images. *Safe for use by many threads.*
public final class Inference {
  private static final Set<Output> DENSE = Set.of(Output.DENSE);

  private final ModelRegistry models;
  private final ServiceSettings settings;
  private final RequestChain chain;
  private final CalibrationRegistry calibrations;

  Inference(
      ModelRegistry models, ServiceSettings settings, RequestChain chain, CalibrationStore store) {
    this.models = models;
    this.settings = settings;
    this.chain = chain;
    this.calibrations = new CalibrationRegistry(store);
  }

  public ModelRegistry models() {
    return models;
  }

  public ServiceSettings settings() {
    return settings;
  }

  /// Service for the quantization ranges of int8 and uint8.
  public CalibrationService calibration() {
    return new CalibrationService(models, this, calibrations);
  }

  /// Embeds the inputs of a request, one vector each. A model that computes only sparse weights
  /// gives rows as wide as its vocabulary, not normalised.
  ///
  /// @throws SemblanceException INVALID, TOO_LARGE, EMPTY, NOT_FOUND (the model), UNSUPPORTED,
  ///   OVERLOADED, CANCELLED
  public EmbedReply embed(RequestContext request, EmbedCall call) {
    return run(request, call, EmbedWork.VECTOR, PartialFailure.FAIL_ALL);
  }

  /// Embeds a sentence and others to compare it with, the first of them at index 1, as [#embed].
  ///
  /// @throws SemblanceException as [#embed]; EMPTY when there are no others
  public EmbedReply embedCompared(RequestContext request, EmbedCall call) {
    return chain.run(
        request,
        counted(
            call,
            () -> {
              if (call.inputs().size() < 2) {
                throw new SemblanceException(Fault.EMPTY, "`inputs.sentences` cannot be empty");
              }
              return compute(request, call, EmbedWork.VECTOR, PartialFailure.FAIL_ALL);
            }));
  }

  /// Embeds the inputs of a request, one vector a token, neither pooled nor normalised.
  ///
  /// @throws SemblanceException as [#embed]
  public EmbedReply embedAll(RequestContext request, EmbedCall call) {
    return run(request, call, EmbedWork.TOKENS, PartialFailure.FAIL_ALL);
  }

  /// Embeds the inputs of a request, as weights of vocabulary entries.
  ///
  /// @throws SemblanceException as [#embed]
  public EmbedReply embedSparse(RequestContext request, EmbedCall call) {
    return run(request, call, EmbedWork.WEIGHTS, PartialFailure.FAIL_ALL);
  }

  /// Embeds the inputs of a request, in every kind of its options, from one pass of the model.
  ///
  /// @param serving what a bad input does to the others
  /// @throws SemblanceException as [#embed]
  public EmbedReply embedKinds(RequestContext request, EmbedCall call, PartialFailure serving) {
    return run(request, call, EmbedWork.ofKinds(call.options().outputs()), serving);
  }

  /// Cuts the texts of a request into windows, and computes a dense vector of each window or of
  /// each text.
  ///
  /// @param serving what a bad input does to the others
  /// @throws SemblanceException as [#embed]; TOO_LARGE
  public ChunkReply embedChunks(
      RequestContext request, EmbedCall call, Chunking chunking, PartialFailure serving) {
    return chain.run(request, counted(call, () -> computeChunks(request, call, chunking, serving)));
  }

  private static <R> Call<R> counted(EmbedCall call, Supplier<R> action) {
    return new Call<>(
        new ServiceOperation.ComputeEmbeddings(call.model(), call.listed()),
        call.inputs().size(),
        action);
  }

  private ChunkReply computeChunks(
      RequestContext request, EmbedCall call, Chunking chunking, PartialFailure serving) {
    long start = System.nanoTime();
    Model model = models.answeringTo(call.model());
    settings.checkBatch(call.inputs().size());
    InputValidation validation = InputValidation.refusing(settings);
    var packings = new OutputPackings(calibrations, model.card(), call.precision());
    Embedder embedder = ModelFaults.marked(() -> EmbedWork.CHUNKS.admit(model, call));
    InputResults<Chunked> chunked =
        serving.of(
            call.inputs(),
            inputs -> {
              List<Input> read = validation.inputs(inputs);
              List<String> texts = InputFaults.each(read.size(), i -> writtenText(read.get(i)));
              checkForm(call, model.card(), DENSE, packings);
              List<Chunked> made =
                  embedder.embedChunks(texts, chunking, completed(request, call, DENSE, model));
              return InputFaults.each(made.size(), i -> packings.fitting(made.get(i)));
            });
    Cost cost =
        Cost.ofChunks(chunked.served(call.inputs()), chunked.values(), System.nanoTime() - start);
    return new ChunkReply(
        model.card(), chunked, cost, packings, warnings(call, model.card(), DENSE));
  }

  private static String writtenText(Input input) {
    return switch (input) {
      case Input.Text(String text) -> text;
      case Input.Tokens _ ->
          throw new SemblanceException(Fault.INVALID, "chunks are of texts, not of token ids");
      case Input.Image _ ->
          throw new SemblanceException(Fault.INVALID, "chunks are of texts, not of images");
    };
  }

  private EmbedReply run(
      RequestContext request, EmbedCall call, EmbedWork work, PartialFailure serving) {
    return chain.run(request, counted(call, () -> compute(request, call, work, serving)));
  }

  private EmbedReply compute(
      RequestContext request, EmbedCall call, EmbedWork work, PartialFailure serving) {
    long start = System.nanoTime();
    Model model = models.answeringTo(call.model());
    settings.checkBatch(call.inputs().size());
    Embedder embedder = ModelFaults.marked(() -> work.admit(model, call));
    InputValidation validation =
        InputValidation.of(settings, model.card(), call.options().truncation());
    var packings = new OutputPackings(calibrations, model.card(), call.precision());
    InputResults<Embedded> embedded =
        serving.of(
            call.inputs(),
            inputs -> {
              List<Input> read = validation.inputs(inputs);
              checkForm(call, model.card(), work.kinds(), packings);
              List<Embedded> made =
                  work.run(embedder, read, completed(request, call, work.kinds(), model));
              List<Embedded> fit =
                  InputFaults.each(made.size(), i -> packings.fitting(made.get(i)));
              return heaviest(call, InputValidation.marked(inputs, read, fit));
            });
    Cost cost =
        Cost.ofEmbedding(
            embedded.served(call.inputs()), embedded.values(), System.nanoTime() - start);
    return new EmbedReply(
        model.card(), embedded, cost, packings, warnings(call, model.card(), work.kinds()));
  }

  /// Only the width of dense vectors is known before they are computed.
  private static void checkForm(
      EmbedCall call, ModelCard card, Set<Output> kinds, OutputPackings packings) {
    if (kinds.contains(Output.DENSE)) {
      int width = Vectors.width(call.options().form(), EmbedWork.width(card));
      packings.check(Output.DENSE, width);
    }
    Integer maxActive = call.maxActive();
    if (maxActive != null && maxActive < 1) {
      throw new SemblanceException(Fault.INVALID, "`max_active_dims` should be positive");
    }
  }

  private static List<Embedded> heaviest(EmbedCall call, List<Embedded> embedded) {
    Integer most = call.maxActive();
    return most == null ? embedded : embedded.stream().map(made -> made.heaviest(most)).toList();
  }

  private static List<String> warnings(EmbedCall call, ModelCard card, Set<Output> kinds) {
    Integer dimensions = call.options().form().dimensions();
    boolean cut = dimensions != null && dimensions < card.shape().dimensions();
    boolean undeclared =
        switch (card.task()) {
          case ModelCard.Task.Embed task -> !task.cut().declared();
          case ModelCard.Task.Classify _ -> false;
        };
    return cut && undeclared && !kinds.equals(Set.of(Output.SPARSE))
        ? List.of(
            "model '%s' does not declare that its vectors can be cut (Matryoshka); %d of %d dimensions"
                    .formatted(card.shownName(), dimensions, card.shape().dimensions())
                + " may be much less accurate")
        : List.of();
  }

  /// A request's options, completed by its headers, its memory and the server's default prompt.
  private EmbedOptions completed(
      RequestContext request, EmbedCall call, Set<Output> kinds, Model model) {
    var memory = new MemoryEstimate(call, model.card(), kinds, request.memory().encoding());
    return settings
        .prompted(call.options(), model.card().prompts())
        .with(request.scheduling(call.options().scheduling(), memory::bytes));
  }
}
