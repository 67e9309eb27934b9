package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.model.Activation;
import dev.semblance.engine.weights.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Everything that tells one encoder from another, as data: sizes, tensors, and how they are
/// chained. Shapes have been checked against the config when a blueprint exists.
///
/// Per layer, with `x` `[n,d]`, either post-norm
///
/// ```
/// x = norm₁(x + output(attention(qkv(x))))
/// x = norm₂(x + down(activation(up(x)) · gate(x)))
/// ```
///
/// or pre-norm, where each norm stands before the branch and a last norm after all layers. Both are
/// one chain of steps: in a pre-norm layer `norm₂` is the norm that the *next* layer begins with.
///
/// @param inputEmbedding what the first layer reads
/// @param preNorm whether norms stand before their branch, on a copy, instead of after it, on `x`
/// @param firstNorm pre-norm only: what the first layer's attention reads `x` through, or none
public record Blueprint(
    Sizes sizes,
    InputEmbedding inputEmbedding,
    boolean preNorm,
    @Nullable Norm firstNorm,
    List<Layer> layers) {

  /// @param width `d`
  /// @param heads attention heads, each `d / heads` wide
  /// @param inner columns of the feed-forward layers
  /// @param vocabulary `v`; of an image, the rows that all images have
  /// @param longest most tokens of one input
  public record Sizes(int width, int heads, int inner, int vocabulary, int longest) {
    public int headWidth() {
      return width / heads;
    }
  }

  /// What an input's rows of `x` are before the first layer.
  public sealed interface InputEmbedding {
    /// What they pass last, or none.
    @Nullable Norm norm();
  }

  /// `x = norm(words[id] + positions[first + i] + types[type])`, absent terms left out.
  ///
  /// @param words `[v,d]`
  /// @param positions `[≥ first + longest, d]`
  /// @param firstPosition row of `positions` for the first token
  /// @param types `[types,d]`
  public record TokenEmbeddings(
      Tensor words,
      @Nullable Tensor positions,
      int firstPosition,
      @Nullable Tensor types,
      @Nullable Norm norm)
      implements InputEmbedding {}

  /// `x = norm(rows + positions)`, where the first row is `first` and the others are the patches of
  /// an image, each projected.
  ///
  /// @param projection `[d, channels · side · side]` of a patch's red, then green, then blue
  /// @param first `[d]`
  /// @param positions `[1 + patches, d]`
  public record PatchEmbeddings(
      LinearWeights projection, Tensor first, Tensor positions, @Nullable Norm norm)
      implements InputEmbedding {}

  /// Layer norm: `(x − mean) / √(variance + epsilon) · weight + bias`, per row.
  ///
  /// @param weight `[d]`
  /// @param bias `[d]`, or none
  public record Norm(Tensor weight, @Nullable Tensor bias, float epsilon) {}

  /// Some rows of a matrix of weights.
  ///
  /// @param tensor `[out,in]`
  /// @param from first row
  /// @param rows how many
  /// @param bias `[rows of tensor]`, or none
  public record WeightRows(Tensor tensor, @Nullable Tensor bias, int from, int rows) {}

  /// `y = x · Wᵀ + b`, where `W` `[out,in]` is its parts stacked.
  ///
  /// @param name stable through versions: calibration refers to it
  public record LinearWeights(String name, int in, int out, List<WeightRows> parts) {
    public boolean biased() {
      return parts.stream().anyMatch(part -> part.bias() != null);
    }
  }

  /// One layer's two branches.
  public record Layer(Attention attention, FeedForward feedForward) {}

  /// Scaled dot-product attention over one input.
  ///
  /// @param qkv `[3d,d]`: queries, keys, values
  /// @param output `[d,d]`
  /// @param norm what follows (see [Blueprint])
  public record Attention(
      LinearWeights qkv, LinearWeights output, Norm norm, Positions positions) {}

  /// What attention knows of positions.
  ///
  /// @param window keys at most this far from the query are seen; 0: all
  /// @param causal whether only keys up to the query itself are seen
  /// @param rotary how queries and keys are turned, or none
  /// @param bias what is added to scores, or none
  public record Positions(
      int window, boolean causal, @Nullable Rotary rotary, @Nullable RelativeBias bias) {
    /// All keys are seen, and attention does not know where they stand.
    static final Positions NONE = new Positions(0, false, null, null);

    /// A token sees itself and what stands before it.
    static final Positions CAUSAL = new Positions(0, true, null, null);

    static Positions withRotary(Rotary rotary) {
      return new Positions(0, false, rotary, null);
    }
  }

  /// `down(activation(up(x)))`, or with a gate `down(activation(up(x)) · gate(x))`.
  ///
  /// @param up `[inner,d]`, the activated one
  /// @param gate `[inner,d]`, or none
  /// @param down `[d,inner]`
  /// @param norm what follows (see [Blueprint]); in a pre-norm stack the next layer's first, or
  ///   none
  public record FeedForward(
      LinearWeights up,
      @Nullable LinearWeights gate,
      LinearWeights down,
      Activation activation,
      @Nullable Norm norm) {}
}
