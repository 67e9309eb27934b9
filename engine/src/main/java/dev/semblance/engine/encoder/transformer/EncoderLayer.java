package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Layer;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.onednn.Epilogue;
import dev.semblance.engine.onednn.Epilogue.Merge;
import org.jspecify.annotations.Nullable;

/// One layer's parts, packed and planned (see [Blueprint] for what they compute). *Safe for use by
/// many threads.*
record EncoderLayer(PackedAttention attention, PackedFeedForward feedForward)
    implements AutoCloseable {

  /// @param rotation of queries and keys, or none
  record PackedAttention(
      LinearLayer qkv,
      @Nullable Rotation rotation,
      SelfAttention selfAttention,
      LinearLayer output,
      RowNorm nextNorm) {}

  /// @param up the activated half of a gated feed-forward, or all of an ungated one
  /// @param result how the last product before `down` writes, before a conversion if `down` reads
  ///   otherwise
  /// @param nextNorm none only in a stack whose layers begin without a norm
  record PackedFeedForward(
      LinearLayer up,
      @Nullable LinearLayer gate,
      LinearLayer down,
      ActivationFormat result,
      @Nullable RowNorm nextNorm) {}

  static EncoderLayer pack(
      Layer layer, Blueprint blueprint, PrecisionPlan recipe, PositionTables shared) {
    return new EncoderLayer(
        packAttention(layer.attention(), blueprint, recipe, shared),
        packFeedForward(layer.feedForward(), recipe, shared));
  }

  private static PackedAttention packAttention(
      Attention plan, Blueprint blueprint, PrecisionPlan recipe, PositionTables shared) {
    Rotation rotation = shared.rotation(plan.positions().rotary(), blueprint.sizes());
    ActivationFormat qkvResult =
        rotation == null ? recipe.activations() : new ActivationFormat.Float32();
    return new PackedAttention(
        linear(plan.qkv(), recipe, qkvResult, Merge.REPLACE, shared),
        rotation,
        new SelfAttention(
            plan,
            blueprint.sizes(),
            recipe.activationType(),
            shared.bias(plan.positions().bias(), blueprint.sizes()),
            shared.matmuls()),
        linear(plan.output(), recipe, new ActivationFormat.Float32(), Merge.ADD, shared),
        RowNorm.of(plan.norm()));
  }

  private static PackedFeedForward packFeedForward(
      Blueprint.FeedForward plan, PrecisionPlan recipe, PositionTables shared) {
    ActivationFormat input = recipe.input(plan.up());
    ActivationFormat middle = recipe.result(input, recipe.input(plan.down()));
    LinearWeights gate = plan.gate();
    ActivationFormat upResult = gate == null ? middle : recipe.activations();
    LinearLayer up =
        new LinearLayer(
            plan.up(),
            input,
            upResult,
            epilogue(plan.up(), plan.activation(), Merge.REPLACE),
            shared.matmuls());
    LinearLayer gated =
        gate == null
            ? null
            : new LinearLayer(
                gate,
                input,
                middle,
                epilogue(gate, Activation.IDENTITY, Merge.GATE),
                shared.matmuls());
    LinearLayer down =
        linear(plan.down(), recipe, new ActivationFormat.Float32(), Merge.ADD, shared);
    RowNorm norm = plan.norm() == null ? null : RowNorm.of(plan.norm());
    return new PackedFeedForward(up, gated, down, middle, norm);
  }

  private static LinearLayer linear(
      LinearWeights plan,
      PrecisionPlan recipe,
      ActivationFormat result,
      Merge merge,
      PositionTables shared) {
    Epilogue epilogue = epilogue(plan, Activation.IDENTITY, merge);
    return new LinearLayer(plan, recipe.input(plan), result, epilogue, shared.matmuls());
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
