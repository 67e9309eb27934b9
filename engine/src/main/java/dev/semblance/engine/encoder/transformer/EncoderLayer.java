package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.onednn.Epilogue;
import dev.semblance.engine.onednn.Epilogue.Merge;
import org.jspecify.annotations.Nullable;

/// One layer with packed weights and planned products; [Blueprint] has its equations. *Safe for use
/// by many threads.*
record EncoderLayer(PackedAttention attention, PackedFeedForward feedForward)
    implements AutoCloseable {

  /// @param rotation of queries and keys, or none
  /// @param nextNorm the norm after the branch (post-norm) or of the feed-forward (pre-norm)
  record PackedAttention(
      LinearLayer qkv,
      @Nullable Rotation rotation,
      SelfAttention selfAttention,
      LinearLayer output,
      RowNorm nextNorm) {}

  /// @param up the product whose results are activated
  /// @param gate the product that multiplies them, or none
  /// @param result format that the last product before `down` writes; rows are converted where
  ///   `down` reads another
  /// @param nextNorm the norm after the branch (post-norm) or of the next layer (pre-norm), or none
  record PackedFeedForward(
      LinearLayer up,
      @Nullable LinearLayer gate,
      LinearLayer down,
      ActivationFormat result,
      @Nullable RowNorm nextNorm) {}

  static EncoderLayer pack(
      Layer layer, Blueprint blueprint, PrecisionPlan precision, PositionTables tables) {
    return new EncoderLayer(
        packAttention(layer.attention(), blueprint, precision, tables),
        packFeedForward(layer.feedForward(), precision, tables));
  }

  private static PackedAttention packAttention(
      Attention plan, Blueprint blueprint, PrecisionPlan precision, PositionTables tables) {
    Rotation rotation = tables.rotation(plan.positions().rotary(), blueprint.sizes());
    ActivationFormat qkvResult =
        rotation == null ? precision.activations() : new ActivationFormat.Float32();
    return new PackedAttention(
        linear(plan.qkv(), precision, qkvResult, Merge.REPLACE, tables),
        rotation,
        new SelfAttention(
            plan,
            blueprint.sizes(),
            precision.activationType(),
            tables.bias(plan.positions().bias(), blueprint.sizes()),
            tables.matmuls()),
        linear(plan.output(), precision, new ActivationFormat.Float32(), Merge.ADD, tables),
        RowNorm.of(plan.norm()));
  }

  private static PackedFeedForward packFeedForward(
      Blueprint.FeedForward plan, PrecisionPlan precision, PositionTables tables) {
    ActivationFormat input = precision.input(plan.up());
    ActivationFormat middle = precision.result(input, precision.input(plan.down()));
    LinearWeights gate = plan.gate();
    ActivationFormat upResult = gate == null ? middle : precision.activations();
    LinearLayer up =
        new LinearLayer(
            plan.up(),
            input,
            upResult,
            epilogue(plan.up(), plan.activation(), Merge.REPLACE),
            tables.matmuls());
    LinearLayer gated =
        gate == null
            ? null
            : new LinearLayer(
                gate,
                input,
                middle,
                epilogue(gate, Activation.IDENTITY, Merge.GATE),
                tables.matmuls());
    LinearLayer down =
        linear(plan.down(), precision, new ActivationFormat.Float32(), Merge.ADD, tables);
    RowNorm norm = plan.norm() == null ? null : RowNorm.of(plan.norm());
    return new PackedFeedForward(up, gated, down, middle, norm);
  }

  private static LinearLayer linear(
      LinearWeights plan,
      PrecisionPlan precision,
      ActivationFormat result,
      Merge merge,
      PositionTables tables) {
    Epilogue epilogue = epilogue(plan, Activation.IDENTITY, merge);
    return new LinearLayer(plan, precision.input(plan), result, epilogue, tables.matmuls());
  }

  private static Epilogue epilogue(LinearWeights plan, Activation activation, Merge merge) {
    return new Epilogue(plan.biased(), FusedActivation.of(activation), merge);
  }

  @Override
  public void close() {
    attention.qkv().close();
    attention.output().close();
    feedForward.up().close();
    if (feedForward.gate() != null) {
      feedForward.gate().close();
    }
    feedForward.down().close();
  }
}
