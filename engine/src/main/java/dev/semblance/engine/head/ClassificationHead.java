package dev.semblance.engine.head;

import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.model.JsonFile;
import dev.semblance.vector.Linear;
import java.util.List;

/// Logits `[labels]` of an input, from its pooled token vectors. *Safe for use by many threads.*
///
/// Source: the `…ForSequenceClassification` models of the families below.
public final class ClassificationHead {
  private final Pooler pooler;
  private final List<Stage> stages;
  private final int labels;

  private ClassificationHead(Pooler pooler, List<Stage> stages, int labels) {
    this.pooler = pooler;
    this.stages = stages;
    this.labels = labels;
  }

  static ClassificationHead open(HeadWeights weights, JsonFile config) {
    Linear last =
        weights.linear(
            weights.has("classifier.out_proj.weight") ? "classifier.out_proj" : "classifier");
    boolean mean = config.text("classifier_pooling", "cls").equals("mean");
    return new ClassificationHead(
        mean ? TokenPooler.mean() : TokenPooler.cls(),
        List.of(stage(weights, config), new Stage.DenseStage(last, Activation.IDENTITY)),
        last.out());
  }

  /// The stage between pooling and classifier, by the tensor names of the model families.
  private static Stage stage(HeadWeights weights, JsonFile config) {
    if (weights.has("classifier.dense.weight")) { // RoBERTa, XLM-R, CamemBERT, MPNet
      return new Stage.DenseStage(weights.linear("classifier.dense"), Activation.TANH);
    }
    if (weights.has("pre_classifier.weight")) { // DistilBERT
      return new Stage.DenseStage(weights.linear("pre_classifier"), Activation.RELU);
    }
    if (weights.has("pooler.dense.weight")) { // BERT, GTE
      return new Stage.DenseStage(weights.linear("pooler.dense"), Activation.TANH);
    }
    if (weights.has("head.dense.weight")) { // ModernBERT
      return new Stage.Chain(
          new Stage.DenseStage(weights.linear("head.dense"), Activation.GELU),
          weights.layerNorm("head.norm", config.number("norm_eps", 1e-5)));
    }
    throw config.broken("the weights have no known classification head");
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
    for (Stage stage : stages) {
      vector = stage.apply(vector);
    }
    return vector;
  }
}
