package dev.semblance.engine.head;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.vector.Linear;
import java.util.List;
import java.util.Set;

/// Logits `[labels]` of an input, from its pooled token vectors. *Safe for use by many threads.*
///
/// Source: the `…ForSequenceClassification` models of the families below.
public final class ClassificationHead {
  /// RoBERTa and ELECTRA; DistilBERT; BERT, GTE and DeBERTa.
  private static final List<String> DENSE =
      List.of("classifier.dense", "pre_classifier", "pooler.dense");

  private static final Set<String> TANH_FAMILIES =
      Set.of(
          "bert",
          "camembert",
          "data2vec-text",
          "ernie",
          "esm",
          "gte",
          "ibert",
          "longformer",
          "megatron-bert",
          "mpnet",
          "new",
          "nomic_bert",
          "rembert",
          "roberta",
          "roberta-prelayernorm",
          "xlm-roberta",
          "xlm-roberta-xl",
          "xmod");

  private final Pooler pooler;
  private final List<HeadStep> steps;
  private final int labels;

  private ClassificationHead(Pooler pooler, List<HeadStep> steps, int labels) {
    this.pooler = pooler;
    this.steps = steps;
    this.labels = labels;
  }

  static ClassificationHead open(HeadWeights weights, JsonFile config) {
    Linear last =
        weights.linear(
            weights.has("classifier.out_proj.weight") ? "classifier.out_proj" : "classifier");
    return new ClassificationHead(
        pooler(config),
        List.of(step(weights, config), new HeadStep.DenseStep(last, Activation.IDENTITY)),
        last.out());
  }

  private static Pooler pooler(JsonFile config) {
    String pooling = config.text("classifier_pooling", "cls");
    return switch (pooling) {
      case "cls" -> TokenPooler.cls();
      case "mean" -> TokenPooler.mean();
      default -> throw unsupported(config, "classifier_pooling '" + pooling + "'");
    };
  }

  /// The head of an encoder whose rows are logits.
  static ClassificationHead finished(int labels) {
    return new ClassificationHead(TokenPooler.cls(), List.of(), labels);
  }

  /// The step between pooling and classifier, by the tensor names of the model families.
  private static HeadStep step(HeadWeights weights, JsonFile config) {
    for (String name : DENSE) {
      if (weights.has(name + ".weight")) {
        return new HeadStep.DenseStep(weights.linear(name), activation(config));
      }
    }
    if (weights.has("head.dense.weight")) { // ModernBERT
      return new HeadStep.SequentialStep(
          new HeadStep.DenseStep(weights.linear("head.dense"), activation(config)),
          weights.layerNorm("head.norm", config.number("norm_eps", 1e-5)));
    }
    throw config.broken("the weights have no known classification head");
  }

  /// The activation of that step: families with equal tensor names have different ones.
  private static Activation activation(JsonFile config) {
    String family = config.text("model_type", "");
    return switch (family) {
      case "distilbert" -> Activation.RELU;
      case "electra" -> Activation.GELU;
      case "modernbert" -> named(config, "classifier_activation");
      case "deberta", "deberta-v2" -> named(config, "pooler_hidden_act");
      case "big_bird", "convbert", "nystromformer", "roformer", "yoso" ->
          named(config, "hidden_act");
      default -> {
        if (!TANH_FAMILIES.contains(family)) {
          throw unsupported(config, "the classification head of model_type '" + family + "'");
        }
        yield Activation.TANH;
      }
    };
  }

  private static Activation named(JsonFile config, String key) {
    String name = config.text(key, "gelu");
    return Activation.ofConfigName(name)
        .orElseThrow(() -> unsupported(config, key + " '" + name + "'"));
  }

  private static SemblanceException unsupported(JsonFile config, String part) {
    return new SemblanceException(
        Fault.UNSUPPORTED, config.name() + ": " + part + " is not supported");
  }

  /// The rows of the encoder's last layer that the head reads.
  public Rows rows() {
    return pooler.rows();
  }

  public int labels() {
    return labels;
  }

  /// Raw logits, `[labels]`.
  public float[] apply(TokenVectors tokens) {
    float[] vector = pooler.pool(tokens);
    for (HeadStep step : steps) {
      vector = step.apply(vector);
    }
    return vector;
  }
}
