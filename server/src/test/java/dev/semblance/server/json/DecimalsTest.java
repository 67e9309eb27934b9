package dev.semblance.server.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalsTest {
  /// Step between tested floats; a prime, so that all bits of the fraction vary.
  private static final int STRIDE = 997;

  private static final float[] SOME = {0.25f, -1, 0.1f, 3e-20f, 0};

  @Test
  void everyNumberEqualsJavasDecimal() {
    int smallest = Float.floatToRawIntBits(1e-5f);
    int largest = Float.floatToRawIntBits(10);
    for (int bits = smallest; bits < largest; bits += STRIDE) {
      float number = Float.intBitsToFloat(bits);
      assertSame(number);
      assertSame(-number);
    }
  }

  private static void assertSame(float number) {
    String text = text(number);
    if (Float.parseFloat(text) != number
        || new BigDecimal(text).compareTo(new BigDecimal(Float.toString(number))) != 0) {
      assertThat(text).isEqualTo(Float.toString(number));
    }
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        0,
        -0f,
        1,
        -1,
        0.5f,
        0.1f,
        0.3f,
        1e-3f,
        1e-4f,
        1234.5f,
        0x1p-13f,
        0x1.000002p-13f,
        0x1.fffffep-14f,
        0x1.fffffep-1f,
        0x1.000002p-4f,
        0x1.000002p-7f,
        Float.MIN_VALUE,
        Float.MIN_NORMAL,
        Float.MAX_VALUE,
        -Float.MAX_VALUE
      })
  void readsBackTheSame(float number) {
    assertThat(Float.parseFloat(text(number))).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5",
    "-0.5, -0.5",
    "0.1, 0.1",
    "0.030000001, 0.030000001",
    "0.00025, 0.00025",
    "1, 1.0"
  })
  void writesShortDecimals(float number, String text) {
    assertThat(text(number)).isEqualTo(text);
  }

  @Test
  void nonFiniteNumbersAreStrings() {
    assertThat(text(Float.NaN)).isEqualTo("\"NaN\"");
    assertThat(text(Float.NEGATIVE_INFINITY)).isEqualTo("\"-Infinity\"");
  }

  @Test
  void listsAreWrittenInAnyContext() throws IOException {
    byte[] bytes =
        Json.write(json -> {
          json.writeStartObject();
          json.writeNumberField("a", 1);
          json.writeFieldName("b");
          Decimals.write(json, SOME.length, i -> SOME[i]);
          json.writeFieldName("c");
          json.writeStartArray();
          Decimals.write(json, 0, i -> SOME[i]);
          Decimals.write(json, 1, i -> SOME[i]);
          json.writeEndArray();
          json.writeEndObject();
        });
    assertThat(new String(bytes, US_ASCII))
        .isEqualTo("{\"a\":1,\"b\":[0.25,-1.0,0.1,3.0E-20,0.0],\"c\":[[],[0.25]]}");
    assertThat(Json.read(bytes).get("b").get(2).floatValue()).isEqualTo(0.1f);
  }

  @Test
  void characterGeneratorWritesTheSame() throws IOException {
    StringWriter text = new StringWriter();
    try (var json = Json.MAPPER.createGenerator(text)) {
      Decimals.write(json, SOME.length, i -> SOME[i]);
    }
    assertThat(text).hasToString("[0.25,-1.0,0.1,3.0E-20,0.0]");
  }

  private static String text(float number) {
    byte[] text = new byte[16];
    return new String(text, 0, Decimals.write(number, text, 0), US_ASCII);
  }
}
