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

/// Attention of one input's queries over its own keys, tile by tile: a tile's scores are made,
/// turned into powers and multiplied with the values before the next tile begins, and never leave
/// the cache. *Safe for use by many threads*, each with its own [ThreadScratch].
///
/// A tile is a few heads by up to 128 queries by all keys the queries can see, `O(t)` memory.
/// Counts of queries and keys are rounded up to multiples of 16 (longer ones more coarsely), so
/// that a few plans serve all lengths; what lies beyond is masked, or computed and left out.
final class SelfAttention {
  /// Rows that a buffer of queries, keys and values must have beyond its last.
  static final int ROWS_BEYOND = 256;

  private static final int TILE_BYTES = 256 << 10;
  private static final int QUERIES = 128;
  private static final int FEWEST_QUERIES = 32;
  private static final int STEP = 16;
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
      MatmulCache book) {
    this.heads = sizes.heads();
    this.headWidth = sizes.headWidth();
    this.width = sizes.width();
    this.window = attention.positions().window();
    this.causal = attention.positions().causal();
    this.scale = (float) (1 / Math.sqrt(headWidth));
    this.type = type;
    this.bias = bias;
    this.matmuls = book;
  }

  /// One input's rows in a buffer of queries, keys and values, and which of its queries are asked.
  ///
  /// @param qkv address of the input's first row `[3d]`
  /// @param tokens how many of its first rows are attended to, mostly `t`
  /// @param from first query
  /// @param to behind the last query
  record QueryRange(long qkv, int tokens, int from, int to) {}

  /// Computes the rows of a span's queries.
  ///
  /// @param result address of the row `[d]` of the first query, in the given form
  void run(ThreadScratch worker, QueryRange span, long result, ActivationFormat form) {
    int from = span.from();
    int to = span.to();
    int tiles = Math.ceilDiv(to - from, queriesPerTile(span.tokens()));
    int queries = roundUp(Math.ceilDiv(to - from, tiles), STEP);
    int keys = keys(span, queries);
    for (int first = from; first < to; first += queries) {
      int firstKey = window == 0 ? 0 : Math.max(0, first - window);
      KeyTile tile = new KeyTile(first, Math.min(to, first + queries), queries, keys, firstKey);
      long rows = (long) (first - from) * width;
      tile(worker, span, tile, form, result + rows * form.type().bytes());
    }
  }

  /// @param first first query
  /// @param last behind the last query wanted
  /// @param queries rows computed, from `first`
  /// @param keys columns computed
  /// @param firstKey first key in reach
  private record KeyTile(int first, int last, int queries, int keys, int firstKey) {}

  /// Where a tile's numbers are while it is worked on.
  ///
  /// @param scores `[together,queries,keys]` float32
  /// @param powers the same in the type of the values; the same place for float32
  /// @param mixed `[queries,d]` float32
  /// @param sums of powers, `[heads,queries]`
  private record AttentionScratch(long scores, long powers, long mixed, float[] sums) {
    AttentionScratch from(long cells, int bytes) {
      return new AttentionScratch(
          scores + cells * Float.BYTES, powers + cells * bytes, mixed, sums);
    }
  }

  private void tile(
      ThreadScratch worker, QueryRange span, KeyTile tile, ActivationFormat form, long result) {
    int together = headsTogether(tile);
    MatmulCall score = worker.call(scorePlan(together, tile));
    MatmulCall mix = worker.call(contextPlan(together, tile));
    AttentionScratch desk = tileScratch(worker, tile, together);
    long rowBytes = 3L * width * type.bytes();
    long queries = span.qkv() + tile.first() * rowBytes;
    long keys = span.qkv() + tile.firstKey() * rowBytes + (long) width * type.bytes();
    long values = keys + (long) width * type.bytes();
    for (int head = 0; head < heads; head += together) {
      long column = (long) head * headWidth;
      score.runPlain(
          queries + column * type.bytes(),
          keys + column * type.bytes(),
          desk.scores(),
          worker.scratchpad(score));
      for (int h = 0; h < together; h++) {
        long cells = (long) h * tile.queries() * tile.keys();
        softmax(span, tile, head + h, desk.from(cells, type.bytes()));
      }
      mix.runPlain(
          desk.powers(),
          values + column * type.bytes(),
          desk.mixed() + column * Float.BYTES,
          worker.scratchpad(mix));
    }
    finish(tile, desk, form, result);
  }

  private AttentionScratch tileScratch(ThreadScratch worker, KeyTile tile, int together) {
    long cells = (long) together * tile.queries() * tile.keys();
    long scores = worker.attentionScores(cells * Float.BYTES);
    return new AttentionScratch(
        scores,
        type == NumberType.FLOAT32 ? scores : worker.attentionWeights(cells * type.bytes()),
        worker.attentionContext((long) tile.queries() * width * Float.BYTES),
        worker.sums(heads * tile.queries()));
  }

  /// Turns one head's scores into powers.
  private void softmax(QueryRange span, KeyTile tile, int head, AttentionScratch at) {
    for (int query = tile.first(); query < tile.last(); query++) {
      mask(span, tile, query, head, at);
    }
    int rows = tile.last() - tile.first();
    var scores = new Softmax.ScoreRows(at.scores(), rows, tile.keys(), factor());
    int sums = head * tile.queries();
    if (type == NumberType.FLOAT32) {
      Softmax.float32(scores, at.sums(), sums);
    } else {
      Softmax.bfloat16(scores, at.powers(), at.sums(), sums);
    }
  }

  /// Puts keys out of a query's reach far away, and adds the bias of distances.
  private void mask(QueryRange span, KeyTile tile, int query, int head, AttentionScratch at) {
    long scores = at.scores() + (long) (query - tile.first()) * tile.keys() * Float.BYTES;
    int to = Math.max(1, Math.min(span.tokens(), keyEnd(query)) - tile.firstKey());
    // A query far behind all that is attended to sees the last of it.
    int from = window == 0 ? 0 : Math.max(0, query - window) - tile.firstKey();
    if (bias != null) {
      bias.add(scores, scale, head, tile.firstKey() - query, to);
    }
    Softmax.mask(scores, tile.keys(), Math.min(from, to - 1), to, factor());
  }

  /// Behind the last key that a query may see, however many there are.
  private int keyEnd(int query) {
    if (causal) {
      return query + 1;
    }
    return window == 0 ? Integer.MAX_VALUE : query + window + 1;
  }

  /// What scores are yet to be multiplied with: adding a bias has done it already.
  private float factor() {
    return bias == null ? scale : 1;
  }

  /// Divides by the sums and writes the rows that were wanted.
  private void finish(KeyTile tile, AttentionScratch desk, ActivationFormat form, long result) {
    int bytes = form.type().bytes();
    for (int row = 0; row < tile.last() - tile.first(); row++) {
      for (int head = 0; head < heads; head++) {
        int column = head * headWidth;
        long cell = (long) row * width + column;
        form.write(
            desk.mixed() + cell * Float.BYTES,
            result + cell * bytes,
            column,
            headWidth,
            1 / desk.sums()[head * tile.queries() + row]);
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

  private int keys(QueryRange span, int queries) {
    if (window == 0) {
      return roundUp(span.tokens(), span.tokens() <= LONG ? STEP : LONG_STEP);
    }
    int inReach = Math.min(span.tokens(), queries + 2 * window);
    return roundUp(inReach, STEP);
  }

  /// As many heads as fit a tile's memory and divide the number of heads.
  private int headsTogether(KeyTile tile) {
    int most = Math.clamp(TILE_BYTES / (4L * tile.queries() * tile.keys()), 1, heads);
    while (heads % most != 0) {
      most--;
    }
    return most;
  }

  private static int roundUp(int count, int step) {
    return Math.ceilDiv(count, step) * step;
  }
}
