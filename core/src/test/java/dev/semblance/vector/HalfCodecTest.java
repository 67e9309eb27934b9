package dev.semblance.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import org.junit.jupiter.api.Test;

/// Bytes from `numpy.float16`.
class HalfCodecTest {
  private final HalfCodec codec = new HalfCodec();

  @Test
  void roundsToTheNearestAndTiesToEven() {
    byte[] halves = codec.encode(new float[] {1, -2, 0.1f, 2049, 2051, 65504, 6e-8f, -0f});
    assertThat(halves)
        .containsExactly(
            0x00, 0x3C, 0x00, 0xC0, 0x66, 0x2E, 0x00, 0x68, 0x02, 0x68, 0xFF, 0x7B, 0x01, 0x00,
            0x00, 0x80);
    assertThat(codec.bytes(8)).isEqualTo(16);
  }

  @Test
  void refusesNumbersBeyondFloat16() {
    assertThatThrownBy(() -> codec.encode(new float[] {0, -65520}))
        .isInstanceOf(SemblanceException.class)
        .hasMessage("float16 does not hold -65520.0, which dimension 1 has");
  }
}
