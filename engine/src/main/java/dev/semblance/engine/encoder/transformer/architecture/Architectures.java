package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.engine.weights.Tensor;
import dev.semblance.engine.weights.Weights;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The architectures that the native encoder runs, by the `model_type` of `config.json`.
public final class Architectures {
  private static final Map<String, Architecture> TABLE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("bert", Bert.bert()),
              Map.entry("roberta", Bert.roberta()),
              Map.entry("xlm-roberta", Bert.roberta()),
              Map.entry("camembert", Bert.roberta()),
              Map.entry("distilbert", new DistilBert()),
              Map.entry("mpnet", new Mpnet()),
              Map.entry("modernbert", new ModernBert()),
              Map.entry("nomic_bert", new NomicBert()),
              Map.entry("new", new GteNew()),
              Map.entry("gte", new GteNew()),
              Map.entry("clip", new Clip(new ClipText())),
              Map.entry("chinese_clip", new Clip(Bert.bert()))));

  private Architectures() {}

  /// Why the native encoder cannot run a config's architecture or settings, or empty when it can.
  public static Optional<String> refusal(JsonFile config) {
    String type = config.textOrNull("model_type");
    if (type == null) {
      return Optional.of(config.name() + ": model_type is missing");
    }
    return TABLE.containsKey(type)
        ? refusalOfSettings(config)
        : Optional.of(
            "architecture '"
                + type
                + "' is not supported; supported are "
                + String.join(", ", TABLE.keySet()));
  }

  /// Settings are checked before the first tensor is read: without tensors, only they are.
  private static Optional<String> refusalOfSettings(JsonFile config) {
    try {
      var _ = read(config, new NoWeights());
    } catch (SemblanceException e) {
      return e.fault() == Fault.UNSUPPORTED ? Optional.of(e.getMessage()) : Optional.empty();
    }
    return Optional.empty();
  }

  /// No tensors.
  private record NoWeights() implements Weights {
    @Override
    public Set<String> names() {
      return Set.of();
    }

    @Override
    public Tensor tensor(String name) {
      throw new SemblanceException(Fault.BROKEN_MODEL, "tensor " + name + " is missing");
    }

    @Override
    public void close() {}
  }

  /// Describes a model's text encoder.
  ///
  /// @throws SemblanceException UNSUPPORTED when [#refusal] gives a reason; BROKEN_MODEL when
  ///   config or weights are damaged
  public static Blueprint read(JsonFile config, Weights weights) {
    return of(config).read(new Config(config), weights);
  }

  /// Describes a model's image encoder.
  ///
  /// @throws SemblanceException as [#read]; UNSUPPORTED when it has none
  public static Blueprint readImages(JsonFile config, Weights weights) {
    return of(config)
        .images()
        .orElseThrow(
            () -> new SemblanceException(Fault.UNSUPPORTED, config.name() + ": it reads no images"))
        .read(new Config(config), weights);
  }

  private static Architecture of(JsonFile config) {
    Architecture architecture = TABLE.get(config.text("model_type", ""));
    if (architecture == null) {
      throw new SemblanceException(
          config.has("model_type") ? Fault.UNSUPPORTED : Fault.BROKEN_MODEL,
          refusal(config).orElseThrow());
    }
    return architecture;
  }
}
