package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountsTest {
  @Test
  void readAsPeopleReadThem() {
    assertThat(Amounts.clock(7)).isEqualTo("0:07");
    assertThat(Amounts.clock(750)).isEqualTo("12:30");
    assertThat(Amounts.clock(7_385)).isEqualTo("2:03:05");
    assertThat(Amounts.seconds(0.423)).isEqualTo("0.42 s");
    assertThat(Amounts.seconds(7.25)).isEqualTo("7.3 s");
    assertThat(Amounts.seconds(142.4)).isEqualTo("142 s");
    assertThat(Amounts.bytes(999)).isEqualTo("999 B");
    assertThat(Amounts.bytes(12_340_000)).isEqualTo("12.3 MB");
    assertThat(Amounts.rate(3.44)).isEqualTo("3.4");
    assertThat(Amounts.rate(1234.4)).isEqualTo("1,234");
    assertThat(Amounts.of(1234, "documents")).isEqualTo("1,234 documents");
    assertThat(Amounts.of(1, "documents")).isEqualTo("1 document");
  }
}
