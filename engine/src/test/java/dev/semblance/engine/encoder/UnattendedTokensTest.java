package dev.semblance.engine.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.engine.Shared;
import dev.semblance.engine.encoder.onnx.OnnxEncoder;
import dev.semblance.engine.encoder.transformer.NativeEncoder;
import dev.semblance.engine.encoder.transformer.NativePrecision;
import dev.semblance.engine.model.ModelFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Tokens that are computed but not attended to, in the native and the ONNX encoder.
class UnattendedTokensTest {
  private static final int[] IDS = {4, 20, 30, 40, 5, 6, 6, 6, 4, 50, 60, 5};
  private static final RaggedBatch PARTLY =
      new RaggedBatch(IDS, new int[0], new int[] {0, 8, 12}, new int[] {5, 4});

  @Test
  void doNotChangeOtherTokensAndBothEncodersAgree() {
    Path path = Shared.shared("fixtures/models/bert-cls");
    ModelFolder folder = new ModelFolder("bert-cls", path);
    try (NativeEncoder transformer = NativeEncoder.open(folder, NativePrecision.F32);
        OnnxEncoder onnx = OnnxEncoder.open(folder, 1, false)) {
      Hidden expected = onnx.encode(PARTLY, Rows.ALL, 1);
      Hidden actual = transformer.encode(PARTLY, Rows.ALL, 1);
      for (int i = 0; i < expected.values().length; i++) {
        assertThat(actual.values()[i]).isCloseTo(expected.values()[i], within(1e-4f));
      }
      int[] words = {4, 20, 30, 40, 5};
      Hidden alone =
          transformer.encode(
              new RaggedBatch(words, new int[0], new int[] {0, words.length}), Rows.ALL, 1);
      for (int row = 0; row < words.length; row++) {
        for (int d = 0; d < alone.width(); d++) {
          assertThat(actual.row(row)[d]).isCloseTo(alone.row(row)[d], within(1e-5f));
        }
      }
    }
  }

  @Test
  void batchNeedsAtLeastOneAttendedTokenAnInput() {
    int[] starts = {0, 3};
    assertThatThrownBy(() -> new RaggedBatch(new int[3], new int[0], starts, new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RaggedBatch(new int[3], new int[0], starts, new int[] {4}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RaggedBatch(new int[3], new int[0], starts, new int[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
