package dev.semblance.engine.head;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.model.PoolingMode;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoolerTest {
  private static final int WIDTH = 6;

  /// Three tokens: value d of token t is (6t+d)/10, its sign alternating over d.
  private static TokenVectors tokens(int promptTokens) {
    float[] values = new float[3 * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = i / 10f * (i % WIDTH % 2 == 0 ? 1 : -1);
    }
    var sequence = TokenSequence.ofText(new int[3], false).afterPrompt(promptTokens);
    return new TokenVectors(new Hidden(values, WIDTH), 0, 3, sequence, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "CLS,              0      -0.1    0.2    -0.3    0.4    -0.5",
    "MAX,              1.2    -0.1    1.4    -0.3    1.6    -0.5",
    "MEAN,             0.6    -0.7    0.8    -0.9    1.0    -1.1",
    "MEAN_SQRT_LENGTH, 1.0392 -1.2124 1.3856 -1.5588 1.7321 -1.9053",
    "WEIGHTED_MEAN,    0.8    -0.9    1.0    -1.1    1.2    -1.3",
    "LAST_TOKEN,       1.2    -1.3    1.4    -1.5    1.6    -1.7",
  })
  void poolsAsSentenceTransformersDoes(PoolingMode mode, String expected) {
    float[] pooled = pooler(true, mode).pool(tokens(0));
    String[] numbers = expected.split(" +", -1);
    for (int d = 0; d < WIDTH; d++) {
      assertThat(pooled[d]).isCloseTo(Float.parseFloat(numbers[d]), Offset.offset(1e-4f));
    }
  }

  @Test
  void concatenatesSeveralModesInTheirOrder() {
    float[] pooled = pooler(true, PoolingMode.CLS, PoolingMode.LAST_TOKEN).pool(tokens(0));
    assertThat(pooled).hasSize(2 * WIDTH).startsWith(0f, -0.1f).endsWith(1.6f, -1.7f);
  }

  @Test
  void leavesThePromptOutIfConfigured() {
    assertThat(pooler(false, PoolingMode.MEAN).pool(tokens(2))).startsWith(1.2f, -1.3f);
    assertThat(pooler(true, PoolingMode.MEAN).pool(tokens(2))[0])
        .isCloseTo(0.6f, Offset.offset(1e-6f));
  }

  @ParameterizedTest
  @CsvSource({
    "7,   '5 7 7',  0.6", // the first end of text
    "7,   '5 6 8',  0", //   the first token, without an end of text
    "-1,  '5 9 9',  0.6", // the first token with the largest id
    "-1,  '5 6 9',  1.2"
  })
  void poolsTheEndOfTextToken(int end, String ids, float first) {
    var named = end < 0 ? OptionalInt.empty() : OptionalInt.of(end);
    TokenVectors all = tokens(0);
    int[] read = Stream.of(ids.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    var text = TokenSequence.ofText(read, false);
    float[] pooled = new EndPooler(named).pool(new TokenVectors(all.hidden(), 0, 3, text, 1));
    assertThat(pooled).hasSize(WIDTH).startsWith(first);
  }

  @Test
  void needsOnlyFirstRowsForClsPooling() {
    assertThat(pooler(true, PoolingMode.CLS).rows()).isEqualTo(Rows.FIRST);
    assertThat(pooler(false, PoolingMode.CLS).rows()).isEqualTo(Rows.ALL);
    assertThat(pooler(true, PoolingMode.CLS, PoolingMode.MEAN).rows()).isEqualTo(Rows.ALL);
  }

  private static TokenPooler pooler(boolean includePrompt, PoolingMode... modes) {
    return new TokenPooler(new ModuleSpec.Pooling(List.of(modes), includePrompt));
  }
}
