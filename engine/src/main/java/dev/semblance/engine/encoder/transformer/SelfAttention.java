package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Attention;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Sizes;
import dev.semblance.engine.onednn.Epilogue;
import dev.semblance.engine.onednn.Matmul;
import dev.semblance.engine.onednn.MatmulCall;
import dev.semblance.engine.onednn.NumberType;
import dev.semblance.engine.onednn.Operand;
import dev.semblance.engine.onednn.Product;
import org.jspecify.annotations.Nullable;

/// Scaled dot-product attention of one input's queries over its own keys. *Safe for use by many
/// threads*, each with its own [ThreadScratch].
///
/// ```
/// s = q · kᵀ / √h + bias           scores        [queries,keys] per head
/// w = e^(s − max s), 0 if masked   weights       unnormalised, see Softmax
/// c = w · v / Σ w                  context       [queries,h] per head
/// ```
///
/// Computed tile by tile, so that scores stay in cache and memory is `O(t)`. A tile is a few heads
/// by up to 128 queries by all keys in their reach. Numbers of queries and keys are rounded up to
/// multiples of 16 (above 512 keys, of 128), so that a few plans serve all lengths; keys beyond are
/// masked, queries beyond are computed and dropped. Source: Vaswani et al., *Attention Is All You
/// Need*, 2017.
final class SelfAttention {
  /// Rows that a buffer of queries, keys and values must have beyond its last: tiles read them.
  static final int ROWS_BEYOND = 256;

  /// Bytes of a tile's scores: a part of second-level cache.
  private static final int TILE_BYTES = 256 << 10;

  private static final int QUERIES = 128;
  private static final int FEWEST_QUERIES = 32;

  /// Numbers of queries and keys are rounded up to multiples of this.
  private static final int STEP = 16;

  /// From more keys than this on, they are rounded up to multiples of [#LONG_STEP].
  private static final int LONG = 512;

  private static final int LONG_STEP = 128;

  private final int heads;
  private final int headWidth;
  private final int width;
  private final int window;
  private final boolean causal;
  private final float scale;
  private final NumberType type;
  private final @Nullable DistanceBias bias;
  private final MatmulCache matmuls;

  /// @param type of queries, keys and values: FLOAT32 or BFLOAT16
  SelfAttention(
      Attention attention,
      Sizes sizes,
      NumberType type,
      @Nullable DistanceBias bias,
      MatmulCache matmuls) {
    this.heads = sizes.heads();
    this.headWidth = sizes.headWidth();
    this.width = sizes.width();
    this.window = attention.positions().window();
    this.causal = attention.positions().causal();
    this.scale = (float) (1 / Math.sqrt(headWidth));
    this.type = type;
    this.bias = bias;
    this.matmuls = matmuls;
  }

  /// One input's rows in a buffer of queries, keys and values, and the queries to compute.
  ///
  /// @param qkv address of the input's first row `[3d]`
  /// @param tokens number of its first rows that are attended to, 1 … `t`
  /// @param from first query
  /// @param to last query, exclusive
  record QueryRange(long qkv, int tokens, int from, int to) {}

  /// Computes the context rows of some queries.
  ///
  /// @param result address of the row `[d]` of the first query, in the given format
  void run(ThreadScratch scratch, QueryRange range, long result, ActivationFormat format) {
    int from = range.from();
    int to = range.to();
    int tiles = Math.ceilDiv(to - from, queriesPerTile(range.tokens()));
    int queries = roundUp(Math.ceilDiv(to - from, tiles), STEP);
    int keys = keys(range, queries);
    for (int first = from; first < to; first += queries) {
      int firstKey = window == 0 ? 0 : Math.max(0, first - window);
      KeyTile tile = new KeyTile(first, Math.min(to, first + queries), queries, keys, firstKey);
      long rows = (long) (first - from) * width;
      tile(scratch, range, tile, format, result + rows * format.type().bytes());
    }
  }

  /// @param first first query
  /// @param last last wanted query, exclusive
  /// @param queries rows computed, from `first`
  /// @param keys columns computed
  /// @param firstKey first key in reach
  private record KeyTile(int first, int last, int queries, int keys, int firstKey) {}

  /// Addresses of a tile's intermediate results.
  ///
  /// @param scores `[heads together,queries,keys]` float32
  /// @param weights unnormalised weights of that size in the type of the values; for float32 the
  ///   scores' own memory
  /// @param context `[queries,d]` float32, not yet divided by the sums
  /// @param sums of the weights, `[heads,queries]`
  private record AttentionScratch(long scores, long weights, long context, float[] sums) {
    AttentionScratch plus(long cells, int bytes) {
      return new AttentionScratch(
          scores + cells * Float.BYTES, weights + cells * bytes, context, sums);
    }
  }

  private void tile(
      ThreadScratch scratch, QueryRange range, KeyTile tile, ActivationFormat format, long result) {
    int together = headsTogether(tile);
    MatmulCall score = scratch.call(scorePlan(together, tile));
    MatmulCall context = scratch.call(contextPlan(together, tile));
    AttentionScratch tileScratch = tileScratch(scratch, tile, together);
    long rowBytes = 3L * width * type.bytes();
    long queries = range.qkv() + tile.first() * rowBytes;
    long keys = range.qkv() + tile.firstKey() * rowBytes + (long) width * type.bytes();
    long values = keys + (long) width * type.bytes();
    for (int head = 0; head < heads; head += together) {
      long column = (long) head * headWidth;
      score.runPlain(
          queries + column * type.bytes(),
          keys + column * type.bytes(),
          tileScratch.scores(),
          scratch.scratchpad(score));
      for (int h = 0; h < together; h++) {
        long cells = (long) h * tile.queries() * tile.keys();
        softmax(range, tile, head + h, tileScratch.plus(cells, type.bytes()));
      }
      context.runPlain(
          tileScratch.weights(),
          values + column * type.bytes(),
          tileScratch.context() + column * Float.BYTES,
          scratch.scratchpad(context));
    }
    finish(tile, tileScratch, format, result);
  }

  private AttentionScratch tileScratch(ThreadScratch scratch, KeyTile tile, int together) {
    long cells = (long) together * tile.queries() * tile.keys();
    long scores = scratch.attentionScores(cells * Float.BYTES);
    return new AttentionScratch(
        scores,
        type == NumberType.FLOAT32 ? scores : scratch.attentionWeights(cells * type.bytes()),
        scratch.attentionContext((long) tile.queries() * width * Float.BYTES),
        scratch.sums(heads * tile.queries()));
  }

  /// Turns one head's scores into unnormalised weights.
  private void softmax(QueryRange range, KeyTile tile, int head, AttentionScratch tileScratch) {
    for (int query = tile.first(); query < tile.last(); query++) {
      mask(range, tile, query, head, tileScratch);
    }
    int rows = tile.last() - tile.first();
    var scores = new Softmax.ScoreRows(tileScratch.scores(), rows, tile.keys(), factor());
    int sums = head * tile.queries();
    if (type == NumberType.FLOAT32) {
      Softmax.float32(scores, tileScratch.sums(), sums);
    } else {
      Softmax.bfloat16(scores, tileScratch.weights(), tileScratch.sums(), sums);
    }
  }

  /// Masks the keys out of a query's reach, and adds the bias by distance.
  private void mask(
      QueryRange range, KeyTile tile, int query, int head, AttentionScratch tileScratch) {
    long scores = tileScratch.scores() + (long) (query - tile.first()) * tile.keys() * Float.BYTES;
    int to = Math.max(1, Math.min(range.tokens(), keyEnd(query)) - tile.firstKey());
    // A query far behind the last attended key still has one key in reach.
    int from = window == 0 ? 0 : Math.max(0, query - window) - tile.firstKey();
    if (bias != null) {
      bias.add(scores, scale, head, tile.firstKey() - query, to);
    }
    Softmax.mask(scores, tile.keys(), Math.min(from, to - 1), to, factor());
  }

  /// Last key that the window or causality allows a query, exclusive.
  private int keyEnd(int query) {
    if (causal) {
      return query + 1;
    }
    return window == 0 ? Integer.MAX_VALUE : query + window + 1;
  }

  /// Factor of the scores in the softmax; adding a bias has applied it already.
  private float factor() {
    return bias == null ? scale : 1;
  }

  /// Divides by the sums and writes the wanted rows.
  private void finish(
      KeyTile tile, AttentionScratch tileScratch, ActivationFormat format, long result) {
    int bytes = format.type().bytes();
    for (int row = 0; row < tile.last() - tile.first(); row++) {
      for (int head = 0; head < heads; head++) {
        int column = head * headWidth;
        long cell = (long) row * width + column;
        format.write(
            tileScratch.context() + cell * Float.BYTES,
            result + cell * bytes,
            column,
            headWidth,
            1 / tileScratch.sums()[head * tile.queries() + row]);
      }
    }
  }

  private Matmul scorePlan(int together, KeyTile tile) {
    long stride = 3L * width;
    return matmuls.activations(
        new Product(
            new Product.ProductSize(together, tile.queries(), headWidth, tile.keys()),
            new Operand(type, headWidth, stride, 1),
            new Operand(type, headWidth, 1, stride),
            new Operand(NumberType.FLOAT32, (long) tile.queries() * tile.keys(), tile.keys(), 1),
            Epilogue.NONE));
  }

  private Matmul contextPlan(int together, KeyTile tile) {
    return matmuls.activations(
        new Product(
            new Product.ProductSize(together, tile.queries(), tile.keys(), headWidth),
            new Operand(type, (long) tile.queries() * tile.keys(), tile.keys(), 1),
            new Operand(type, headWidth, 3L * width, 1),
            new Operand(NumberType.FLOAT32, headWidth, width, 1),
            Epilogue.NONE));
  }

  private int queriesPerTile(int tokens) {
    int keys = window == 0 ? tokens : Math.min(tokens, QUERIES + 2 * window);
    return Math.clamp(TILE_BYTES / (Float.BYTES * (long) keys), FEWEST_QUERIES, QUERIES);
  }

  private int keys(QueryRange range, int queries) {
    if (window == 0) {
      return roundUp(range.tokens(), range.tokens() <= LONG ? STEP : LONG_STEP);
    }
    int inReach = Math.min(range.tokens(), queries + 2 * window);
    return roundUp(inReach, STEP);
  }

  /// The most heads that fit a tile's memory and divide the number of heads.
  private int headsTogether(KeyTile tile) {
    int together = Math.clamp(TILE_BYTES / (4L * tile.queries() * tile.keys()), 1, heads);
    while (heads % together != 0) {
      together--;
    }
    return together;
  }

  private static int roundUp(int count, int step) {
    return Math.ceilDiv(count, step) * step;
  }
}
