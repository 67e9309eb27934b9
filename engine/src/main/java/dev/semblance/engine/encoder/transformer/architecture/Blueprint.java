package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.model.Activation;
import dev.semblance.engine.weights.Tensor;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The description of an encoder as data: sizes, tensors, and how they are chained. Shapes have
/// been checked against the config. *Safe for use by many threads.*
///
/// Per layer, with `x` `[n,d]`, either post-norm
///
/// ```
/// x = norm₁(x + output(attention(qkv(x))))
/// x = norm₂(x + down(activation(up(x)) · gate(x)))
/// ```
///
/// or pre-norm, where each norm comes before its branch, and a last norm after all layers:
///
/// ```
/// x = x + output(attention(qkv(norm₀(x))))      norm₀ is firstNorm or the last layer's norm₂
/// x = x + down(activation(up(norm₁(x))) · gate(norm₁(x)))
/// ```
///
/// Both are one chain of steps: `norm₁` follows the attention, `norm₂` the feed-forward.
///
/// @param inputEmbedding rows of `x` before the first layer
/// @param preNorm whether branches read a normalised copy of `x` instead of `x` being normalised
/// @param firstNorm pre-norm only: the norm before the first layer's attention, or none
public record Blueprint(
    Sizes sizes,
    InputEmbedding inputEmbedding,
    boolean preNorm,
    @Nullable Norm firstNorm,
    List<Layer> layers) {

  /// @param layer reads the layer of an index
  static Blueprint ofPostNorm(
      Sizes sizes, InputEmbedding inputEmbedding, int layers, IntFunction<Layer> layer) {
    return new Blueprint(sizes, inputEmbedding, false, null, read(layers, layer));
  }

  /// @param layer reads the layer of an index
  static Blueprint ofPreNorm(
      Sizes sizes,
      InputEmbedding inputEmbedding,
      @Nullable Norm firstNorm,
      int layers,
      IntFunction<Layer> layer) {
    return new Blueprint(sizes, inputEmbedding, true, firstNorm, read(layers, layer));
  }

  private static List<Layer> read(int layers, IntFunction<Layer> layer) {
    return IntStream.range(0, layers).mapToObj(layer).toList();
  }

  /// @param width `d`
  /// @param heads attention heads, each `d / heads` wide
  /// @param inner columns of the feed-forward layers
  /// @param vocabulary `v`; of an image encoder, the rows of an image
  /// @param longest most tokens of one input
  public record Sizes(int width, int heads, int inner, int vocabulary, int longest) {
    public int headWidth() {
      return width / heads;
    }
  }

  /// Rows of `x` before the first layer.
  public sealed interface InputEmbedding {
    /// The norm applied last, or none.
    @Nullable Norm norm();
  }

  /// `x = norm(words[id] + positions[position] + types[type])`, absent terms left out.
  ///
  /// @param words `[v,d]`
  /// @param types `[types,d]`
  public record TokenEmbeddings(
      Tensor words, @Nullable PositionRows positions, @Nullable Tensor types, @Nullable Norm norm)
      implements InputEmbedding {
    /// `[≥ longest, d]`, or none.
    public @Nullable Tensor positionTable() {
      return positions == null ? null : positions.table();
    }
  }

  /// Position embeddings. A token has the row `padding + 1 + c`, where `c` counts the tokens before
  /// it that are not padding; a padding token, which a text can contain, has the row `padding`.
  ///
  /// @param table `[≥ padding + 1 + longest, d]`
  /// @param padding id of the padding token; −1 where every token counts, from row 0
  public record PositionRows(Tensor table, int padding) {
    /// Rows from 0, a token each.
    static PositionRows ofEveryToken(Tensor table) {
      return new PositionRows(table, -1);
    }
  }

  /// `x = norm(rows + positions)`: the first row is `first`, the class embedding; the others are
  /// the projected patches of an image.
  ///
  /// @param projection `[d, channels · side · side]`; a patch's red pixels, then green, then blue
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

  /// Consecutive rows of a weight matrix, and their biases.
  ///
  /// @param tensor `[out,in]`
  /// @param from first row
  /// @param rows how many
  /// @param bias `[rows of tensor]`, or none
  public record WeightRows(Tensor tensor, @Nullable Tensor bias, int from, int rows) {}

  /// `y = x · Wᵀ + b`, where `W` `[out,in]` is its parts stacked.
  ///
  /// @param name stable across versions: quantization plans refer to it
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
  /// @param norm `norm₁` of [Blueprint]
  public record Attention(
      LinearWeights qkv, LinearWeights output, Norm norm, Positions positions) {}

  /// How attention depends on positions.
  ///
  /// @param window a query attends to keys at most this far away; 0: to all
  /// @param causal whether a query attends to keys up to its own position only
  /// @param rotary rotation of queries and keys, or none
  /// @param bias added to scores, or none
  public record Positions(
      int window, boolean causal, @Nullable Rotary rotary, @Nullable RelativeBias bias) {
    /// All keys, without positions.
    static final Positions NONE = new Positions(0, false, null, null);

    /// Keys up to the query's own position.
    static final Positions CAUSAL = new Positions(0, true, null, null);

    static Positions withRotary(Rotary rotary) {
      return new Positions(0, false, rotary, null);
    }
  }

  /// `down(activation(up(x)))`, or with a gate `down(activation(up(x)) · gate(x))`.
  ///
  /// @param up `[inner,d]`, whose results are activated
  /// @param gate `[inner,d]`, or none
  /// @param down `[d,inner]`
  /// @param norm `norm₂` of [Blueprint], or none
  public record FeedForward(
      LinearWeights up,
      @Nullable LinearWeights gate,
      LinearWeights down,
      Activation activation,
      @Nullable Norm norm) {}
}
