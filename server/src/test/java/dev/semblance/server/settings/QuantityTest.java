package dev.semblance.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

class QuantityTest {
  @Test
  void readsNumbersAndTimes() {
    assertThat(new Quantity.PortConverter().convert("65535")).isEqualTo(65_535);
    assertThat(new Quantity.CountConverter().convert("1")).isEqualTo(1);
    Quantity.DurationConverter span = new Quantity.DurationConverter();
    assertThat(span.convert("30")).isEqualTo(Duration.ofSeconds(30));
    assertThat(span.convert("0s")).isZero();
    assertThat(span.convert("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(span.convert("2m")).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void failuresNameTheAllowedRange() {
    assertRefused(
        new Quantity.PortConverter(), "65536", "'65536' is not a whole number from 0 to 65535");
    assertRefused(
        new Quantity.CountConverter(), "0", "'0' is not a whole number from 1 to 2147483647");
    assertRefused(new Quantity.CountConverter(), "many", "'many' is not a whole number");
    assertRefused(
        new Quantity.DurationConverter(), "2h", "'2h' is not a time; write 30s, 500ms or 2m");
    assertRefused(new Secret.SecretConverter(), " ", "the value must not be empty");
  }

  private static void assertRefused(ITypeConverter<?> converter, String text, String why) {
    assertThatExceptionOfType(TypeConversionException.class)
        .isThrownBy(() -> converter.convert(text))
        .withMessageContaining(why);
  }
}
