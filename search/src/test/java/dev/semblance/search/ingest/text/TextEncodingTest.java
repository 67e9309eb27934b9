package dev.semblance.search.ingest.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TextEncodingTest {
  private static final String CHINESE = "植物利用阳光，把二氧化碳和水变成糖。备用钥匙挂在门后的钩子上。";
  private static final String GERMAN =
      "Der Schlüssel hängt hinter der Tür – für alle Fälle. Größe: 3 m²";
  private static final String KOREAN = "식물은 햇빛을 이용하여 이산화탄소와 물을 당으로 바꾼다. 여분의 열쇠는 문 뒤의 고리에 걸려 있다.";

  @ParameterizedTest
  @CsvSource({
    "chinese, GB18030, GB18030",
    "chinese, GBK, GB18030",
    "chinese, UTF-8, UTF-8",
    "german, windows-1252, windows-1252",
    "german, UTF-8, UTF-8",
    "german, UTF-16LE, UTF-16LE",
    "german, UTF-16BE, UTF-16BE",
    "german, UTF-16, UTF-16BE",
    "german, UTF-32LE, none",
    "korean, EUC-KR, EUC-KR",
    "russian, windows-1251, none",
    "japanese, Shift_JIS, none",
    "taiwanese, Big5, none",
    "english, US-ASCII, UTF-8"
  })
  void findsTheEncoding(String text, String written, String found) {
    byte[] bytes = text(text).getBytes(Charset.forName(written));
    assertThat(TextEncoding.of(bytes).map(e -> e.charset().name()).orElse("none")).isEqualTo(found);
  }

  @Test
  void aDamagedUtf8TextIsStillUtf8() {
    byte[] bytes = CHINESE.getBytes(StandardCharsets.UTF_8);
    bytes[7] = (byte) 0xFF;
    assertThat(TextEncoding.of(bytes)).map(TextEncoding::isUtf8).contains(true);
    assertThat(TextEncoding.of(Arrays.copyOf(bytes, 20)).orElseThrow().isUtf8()).isTrue();
  }

  @Test
  void aTextThatEndsInsideACharacterIsUtf8() {
    byte[] bytes = "日".getBytes(StandardCharsets.UTF_8);
    assertThat(TextEncoding.of(Arrays.copyOf(bytes, 2)).orElseThrow().isUtf8()).isTrue();
    assertThat(TextEncoding.of(new byte[] {'a', (byte) 0xFF})).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"GB18030", "UTF-16LE", "UTF-16BE", "Shift_JIS", "UTF-8"})
  void transcodesWhateverTheBufferIs(String charset) throws IOException {
    String text =
        (CHINESE + "a日𠀀".replace("𠀀", charset.startsWith("Sh") ? "" : "𠀀")).repeat(2_000);
    String readable = charset.equals("Shift_JIS") ? "日本語の文章です。abc".repeat(3_000) : text;
    byte[] bytes = readable.getBytes(Charset.forName(charset));
    try (InputStream in =
        new TranscodedInput(new ByteArrayInputStream(bytes), Charset.forName(charset))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(readable);
    }
  }

  @Test
  void bytesThatAreNotOfTheEncodingSpoilTheirLine() {
    byte[] bytes = "好\n?\n坏".getBytes(Charset.forName("GB18030"));
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('?')] = (byte) 0xFF;
    FileContent content = FileContent.of(new ByteArrayInputStream(bytes));
    try (Lines lines = Lines.of(content, Optional.of(Charset.forName("GB18030")))) {
      assertThat(lines.next()).isEqualTo(new TextLine.Decoded(1, "好"));
      assertThat(lines.next())
          .isEqualTo(
              new TextLine.Unreadable(
                  2, "the line is not GB18030; --encoding names another encoding"));
      assertThat(lines.next()).isEqualTo(new TextLine.Decoded(3, "坏"));
      assertThat(lines.next()).isNull();
    }
  }

  private static String text(String name) {
    return switch (name) {
      case "chinese" -> CHINESE;
      case "german" -> GERMAN;
      case "korean" -> KOREAN;
      case "russian" -> "Запасной ключ висит за дверью на крючке";
      case "japanese" -> "植物は日光を使って、二酸化炭素と水を糖に変えます。";
      case "taiwanese" -> "植物利用陽光，把二氧化碳和水變成糖。備用鑰匙掛在門後的鉤子上。";
      default -> "The spare key hangs behind the door.";
    };
  }
}
