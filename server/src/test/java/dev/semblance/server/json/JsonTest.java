package dev.semblance.server.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {"a":1} {"b":2}  | there is more text after the value at line 1 column 9
          {"a":1} x        | unknown word `x` at line 1 column 9
          {"a":1,"a":2}    | the field `a` occurs twice at line 1 column 11
          {"a":            | the text ends within a value at line 1 column 6
          {"a":"x          | the text ends within a value at line 1 column 8
          {"a":NaN}        | `NaN` is no JSON value at line 1 column 9
          {"a":nul}        | unknown word `nul` at line 1 column 6
          {a:1}            | unexpected character `a` at line 1 column 2
          {"a":1,}         | unexpected character `}` at line 1 column 8
          {"a":01}         | the text is not JSON at line 1 column 7
          {"a":"\\x"}      | unknown escape sequence in a string at line 1 column 8
          {"a":1}/**/      | unexpected character `/` at line 1 column 8
          """)
  void sentenceSaysWhatIsWrongAndWhere(String text, String sentence) {
    assertThat(reason(text.getBytes(StandardCharsets.UTF_8))).isEqualTo(sentence);
  }

  @Test
  void limitsAreNamedWithoutSettingsOfTheParser() {
    String deep = "[".repeat(200) + "]".repeat(200);
    assertThat(reason(deep.getBytes(StandardCharsets.UTF_8)))
        .startsWith("values are nested more than 128 deep");
    assertThat(reason("9".repeat(2_000).getBytes(StandardCharsets.UTF_8)))
        .startsWith("a number or a field's name is too long");
    assertThat(reason(new byte[0])).isEqualTo("the body is empty");
    assertThat(reason("\"a\nb\"".getBytes(StandardCharsets.UTF_8)))
        .startsWith("a control character in a string must be escaped");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c080",
        "c1bf",
        "e080af",
        "e09fbf",
        "f08080af",
        "f0808080",
        "eda080",
        "edbfbf",
        "f4908080",
        "f5808080",
        "ff",
        "80",
        "c3",
        "e282"
      })
  void bytesThatAreNoUtf8AreRefused(String hex) {
    assertThat(reason(quoted(HexFormat.of().parseHex(hex)))).isEqualTo("the text is not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"61", "c3a9", "e282ac", "f09f9880", "efbfbf", "f48fbfbf", "efbbbf"})
  void bytesOfEveryLengthAreRead(String hex) {
    byte[] text = HexFormat.of().parseHex(hex);
    assertThat(Json.read(quoted(text)).textValue())
        .isEqualTo(new String(text, StandardCharsets.UTF_8));
    byte[] many = new byte[40_000 * text.length];
    for (int i = 0; i < many.length; i++) {
      many[i] = text[i % text.length];
    }
    assertThat(Json.read(quoted(many)).textValue()).hasSizeGreaterThanOrEqualTo(40_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
  void otherEncodingsAreRefused(String charset) {
    assertThat(reason("{\"a\":1}".getBytes(Charset.forName(charset)))).isNotEmpty();
  }

  @Test
  void byteOrderMarkIsRefusedByItsName() {
    assertThat(reason("\ufeff{}".getBytes(StandardCharsets.UTF_8)))
        .isEqualTo("the text begins with a byte order mark; send it without");
  }

  private static byte[] quoted(byte[] text) {
    byte[] quoted = new byte[text.length + 2];
    Arrays.fill(quoted, (byte) '"');
    System.arraycopy(text, 0, quoted, 1, text.length);
    return quoted;
  }

  private static String reason(byte[] text) {
    var error = assertThatExceptionOfType(JsonError.class).isThrownBy(() -> Json.read(text));
    return String.valueOf(error.actual().getMessage());
  }
}
