package dev.semblance.server.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReadableUnitsTest {
  @Test
  void formatsTimesSizesAndCounts() {
    assertThat(ReadableUnits.clock(7)).isEqualTo("0:07");
    assertThat(ReadableUnits.clock(750)).isEqualTo("12:30");
    assertThat(ReadableUnits.clock(7_385)).isEqualTo("2:03:05");
    assertThat(ReadableUnits.seconds(0.423)).isEqualTo("0.42 s");
    assertThat(ReadableUnits.seconds(7.25)).isEqualTo("7.3 s");
    assertThat(ReadableUnits.seconds(142.4)).isEqualTo("142 s");
    assertThat(ReadableUnits.bytes(999)).isEqualTo("999 B");
    assertThat(ReadableUnits.bytes(12_340_000)).isEqualTo("12.3 MB");
    assertThat(ReadableUnits.rate(3.44)).isEqualTo("3.4");
    assertThat(ReadableUnits.rate(1234.4)).isEqualTo("1,234");
    assertThat(ReadableUnits.counted(1234, "documents")).isEqualTo("1,234 documents");
    assertThat(ReadableUnits.counted(1, "documents")).isEqualTo("1 document");
  }
}
