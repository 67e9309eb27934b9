package dev.semblance.server.service;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.SemblanceException;
import java.util.List;
import java.util.function.Supplier;

/// Text in, numbers out. *Safe for use by many threads.*
public final class Inference {
  private final Models models;
  private final ServiceSettings settings;

  Inference(Models models, ServiceSettings settings) {
    this.models = models;
    this.settings = settings;
  }

  public Models models() {
    return models;
  }

  public ServiceSettings settings() {
    return settings;
  }

  /// Embeds the inputs of a request.
  ///
  /// @throws SemblanceException INVALID, EMPTY, NOT_FOUND (the model), OVERLOADED, CANCELLED
  public EmbedReply embed(EmbedCall call) {
    long start = System.nanoTime();
    Embedder model = models.answeringTo(call.model());
    checkBatch(call.inputs().size());
    List<Embedded> embedded =
        behindTheTokenizer(() -> {
          checkDimensions(call.options(), model);
          call.inputs().forEach(Inference::checkHoldsSomething);
          return model.embed(call.inputs(), call.options());
        });
    Cost cost = Cost.of(call.inputs(), embedded, System.nanoTime() - start);
    return new EmbedReply(model.model(), embedded, cost);
  }

  private void checkBatch(int size) {
    if (size > settings.maxClientBatch()) {
      throw new SemblanceException(
          Fault.INVALID,
          "batch size " + size + " > maximum allowed batch size " + settings.maxClientBatch());
    }
  }

  private static void checkDimensions(EmbedOptions options, Embedder model) {
    Integer wanted = options.form().dimensions();
    if (wanted == null) {
      return;
    }
    if (wanted < 1) {
      throw new SemblanceException(Fault.INVALID, "`dimensions` should be positive");
    }
    int width = model.model().shape().dimensions();
    if (wanted > width) {
      throw new SemblanceException(
          Fault.INVALID,
          "`dimensions` should be smaller than the maximum embedding dimension. Given: "
              + wanted
              + ", maximum: "
              + width);
    }
  }

  private static void checkHoldsSomething(Input input) {
    boolean empty =
        switch (input) {
          case Input.Text(String text) -> text.isEmpty();
          case Input.Tokens(int[] ids) -> ids.length == 0;
        };
    if (empty) {
      throw new SemblanceException(Fault.EMPTY, "`inputs` cannot be empty");
    }
  }

  /// Runs work whose faults TEI words with a prefix, on both protocols.
  private static <T> T behindTheTokenizer(Supplier<T> work) {
    try {
      return work.get();
    } catch (SemblanceException e) {
      String worded =
          switch (e.fault()) {
            case INVALID, EMPTY, TOO_LARGE -> "Input validation error: " + e.getMessage();
            case UNSUPPORTED, BROKEN_MODEL, INTERNAL -> "Backend error: " + e.getMessage();
            case OVERLOADED -> "Model is overloaded";
            case NOT_FOUND, CANCELLED, CORRUPT_INDEX -> e.getMessage();
          };
      throw new SemblanceException(e.fault(), worded, e);
    }
  }
}
