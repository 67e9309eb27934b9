package dev.semblance.server.grpc;

import dev.semblance.Chunking;
import dev.semblance.EmbedOptions;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.Precision;
import dev.semblance.Priority;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.ServiceSettings;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import semblance.v1.EmbedRequest;

/// Reads a request of `semblance.v1.Embeddings`.
final class BatchCall {
  private BatchCall() {}

  static EmbedCall of(EmbedRequest request, ServiceSettings settings) {
    boolean normalize = !request.hasNormalize() || request.getNormalize();
    Integer dimensions = request.hasDimensions() ? count(request.getDimensions()) : null;
    return new EmbedCall(
            request.hasModel() ? request.getModel() : ContextMetadata.model(),
            inputs(request.getInputsList()),
            new EmbedOptions(
                prompt(request),
                truncation(request.getTruncation(), settings),
                outputs(request.getOutputsList()),
                new OutputForm(normalize, dimensions),
                CallDeadline.of(request.getBulk() ? Priority.BULK : Priority.INTERACTIVE)),
            precision(request.getPrecision()))
        .withMaxActive(request.hasMaxActiveDims() ? count(request.getMaxActiveDims()) : null);
  }

  /// Reads how texts are cut into windows.
  ///
  /// @throws SemblanceException INVALID
  static Chunking chunking(semblance.v1.Chunking chunking) {
    Chunking.Pool pool =
        switch (chunking.getPool()) {
          case POOL_NONE -> Chunking.Pool.NONE;
          case POOL_MEAN -> Chunking.Pool.MEAN;
          case POOL_MAX -> Chunking.Pool.MAX;
          case UNRECOGNIZED -> throw invalid("`pool` must be between 0 and 2");
        };
    return new Chunking(
        count(chunking.getTokens()), count(chunking.getOverlap()), chunking.getLate(), pool);
  }

  /// Reads a kind of embedding; dense where none is named.
  ///
  /// @throws SemblanceException INVALID
  static Output output(semblance.v1.Output output) {
    return switch (output) {
      case OUTPUT_UNSPECIFIED, OUTPUT_DENSE -> Output.DENSE;
      case OUTPUT_SPARSE -> Output.SPARSE;
      case OUTPUT_MULTI_VECTOR -> Output.MULTI_VECTOR;
      case OUTPUT_TOKENS -> Output.TOKENS;
      case UNRECOGNIZED -> throw invalid("`outputs` must be between 0 and 4");
    };
  }

  /// A count, which protobuf gives as an `int` without a sign: the count itself, or the largest
  /// `int` for one beyond it, which exceeds every limit here.
  static int count(int unsigned) {
    return unsigned < 0 ? Integer.MAX_VALUE : unsigned;
  }

  private static List<Input> inputs(List<semblance.v1.Input> given) {
    if (given.isEmpty()) {
      throw new SemblanceException(Fault.EMPTY, "`inputs` cannot be empty");
    }
    List<Input> inputs = new ArrayList<>(given.size());
    for (semblance.v1.Input input : given) {
      inputs.add(
          switch (input.getKindCase()) {
            case TEXT -> Input.of(input.getText());
            case TOKENS ->
                new Input.Tokens(
                    input.getTokens().getIdsList().stream().mapToInt(Integer::intValue).toArray());
            case IMAGE -> new Input.Image(input.getImage().toByteArray());
            case KIND_NOT_SET -> Input.of("");
          });
    }
    return inputs;
  }

  private static Prompt prompt(EmbedRequest request) {
    return switch (request.getPromptCase()) {
      case PROMPT_NAME -> new Prompt.Named(request.getPromptName());
      case PROMPT_TEXT -> new Prompt.Literal(request.getPromptText());
      case ROLE ->
          switch (request.getRole()) {
            case ROLE_UNSPECIFIED -> new Prompt.Default();
            case ROLE_QUERY -> new Prompt.Query();
            case ROLE_DOCUMENT -> new Prompt.Passage();
            case UNRECOGNIZED -> throw invalid("`role` must be between 0 and 2");
          };
      case PROMPT_NOT_SET -> new Prompt.Default();
    };
  }

  private static Truncation truncation(
      semblance.v1.Truncation truncation, ServiceSettings settings) {
    return switch (truncation) {
      case TRUNCATION_UNSPECIFIED -> settings.truncation(null, Truncation.RIGHT);
      case TRUNCATION_REFUSE -> Truncation.REFUSE;
      case TRUNCATION_RIGHT -> Truncation.RIGHT;
      case TRUNCATION_LEFT -> Truncation.LEFT;
      case UNRECOGNIZED -> throw invalid("`truncation` must be between 0 and 3");
    };
  }

  private static Precision precision(semblance.v1.Precision precision) {
    return switch (precision) {
      case PRECISION_UNSPECIFIED, PRECISION_FLOAT32 -> Precision.FLOAT32;
      case PRECISION_FLOAT16 -> Precision.FLOAT16;
      case PRECISION_INT8 -> Precision.INT8;
      case PRECISION_UINT8 -> Precision.UINT8;
      case PRECISION_BINARY -> Precision.BINARY;
      case PRECISION_UBINARY -> Precision.UBINARY;
      case UNRECOGNIZED -> throw invalid("`precision` must be between 0 and 6");
    };
  }

  private static Set<Output> outputs(List<semblance.v1.Output> requested) {
    Set<Output> outputs = EnumSet.noneOf(Output.class);
    requested.forEach(output -> outputs.add(output(output)));
    return outputs.isEmpty() ? Set.of(Output.DENSE) : outputs;
  }

  private static SemblanceException invalid(String message) {
    return new SemblanceException(Fault.INVALID, message);
  }
}
