package dev.semblance.search.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files made to exhaust their reader, or to make it read other files: each is one skipped item, or
/// read within bounds.
final class HostileFilesTest {
  private static final String NAMESPACE =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"word/document.xml,65", "word/media/image1.png,260"})
  void aZipBombIsSkipped(String entry, int mebibytes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes)) {
      zip.setLevel(Deflater.BEST_SPEED);
      zip.putNextEntry(new ZipEntry(entry));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < mebibytes; i++) {
        zip.write(zeros);
      }
    }
    assertThat(skipped("bomb.docx", bytes.toByteArray())).containsAnyOf("longer than", "inflated");
  }

  @Test
  void entitiesOfAWordDocumentAreRefused() {
    Path secret = ReadAll.file(folder, "outside/secret.bin", "secret");
    String external =
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"%s\">]><w:document %s><w:t>&x;</w:t></w:document>"
            .formatted(secret.toUri(), NAMESPACE);
    String growing =
        "<!DOCTYPE d [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><w:document %s><w:t>&b;</w:t></w:document>"
            .formatted(NAMESPACE);
    for (String xml : List.of(external, growing)) {
      byte[] docx = GeneratedFiles.zip(Map.of("word/document.xml", xml));
      assertThat(skipped("xxe.docx", docx)).contains("document type").doesNotContain("secret");
    }
  }

  @Test
  void deeplyNestedHtmlIsRead() {
    byte[] page = ("<div>".repeat(300_000) + "words").getBytes(StandardCharsets.UTF_8);
    ReadAll read = ReadAll.of(Source.of(ReadAll.file(folder, "deep.html", page)));
    assertThat(read.documents().size() + read.bad().size()).isEqualTo(1);
  }

  @Test
  void deeplyNestedWordDocumentAndJsonAreReadOrSkipped() {
    String xml = "<w:document %s>%s</w:document>".formatted(NAMESPACE, "<w:p>".repeat(200_000));
    assertThat(skipped("deep.docx", GeneratedFiles.zip(Map.of("word/document.xml", xml))))
        .isNotBlank();
    assertThat(
            skipped(
                "deep.json", ("[{\"a\":" + "[".repeat(200_000)).getBytes(StandardCharsets.UTF_8)))
        .contains("depth");
  }

  @Test
  void encryptedAndDamagedPdfIsSkippedWithTheReason() {
    byte[] encrypted = GeneratedFiles.pdf(List.of("words"), "secret");
    assertThat(skipped("locked.pdf", encrypted)).contains("encrypted");
    byte[] pdf = GeneratedFiles.pdf(List.of("words"), "");
    assertThat(skipped("cut.pdf", Arrays.copyOf(pdf, 20))).contains("damaged");
    assertThat(skipped("empty.pdf", GeneratedFiles.pdf(List.of(""), ""))).contains("no text");
  }

  @ParameterizedTest
  @CsvSource({"a.pdf,1", "a.docx,2", "a.html,3", "a.parquet,4", "a.json,5"})
  void damagedFilesOfEveryFormatEndInASkipOrADocument(String name, long seed) throws IOException {
    System.out.println("seed " + seed);
    byte[] whole = intact(name);
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 60; round++) {
      byte[] bytes =
          Arrays.copyOf(
              whole, random.nextInt(4) == 0 ? random.nextInt(1, whole.length) : whole.length);
      for (int i = 0; i < random.nextInt(12); i++) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      long start = System.nanoTime();
      ReadAll read = ReadAll.of(Source.of(ReadAll.file(folder, name, bytes)));
      assertThat(read.documents().size() + read.bad().size()).isPositive();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aParquetFileWithAWrongFooterIsSkipped() throws IOException {
    byte[] bytes = intact("a.parquet");
    byte[] footer = bytes.clone();
    Arrays.fill(footer, bytes.length - 8, bytes.length - 4, (byte) 0x7F);
    assertThat(skipped("footer.parquet", footer)).isNotBlank();
    assertThat(skipped("text.parquet", "no parquet at all".getBytes(StandardCharsets.UTF_8)))
        .isNotBlank();
    assertThat(skipped("empty.parquet", new byte[0])).isNotBlank();
  }

  @Test
  void cutGzipAndBombsOfGzipAreSkipped() throws IOException {
    byte[] gzip = ReadAll.gzip("some words ".repeat(2_000));
    assertThat(skipped("cut.txt.gz", Arrays.copyOf(gzip, gzip.length / 2))).isNotBlank();
    var bomb = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bomb)) {
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 64; i++) {
        out.write(zeros);
      }
    }
    assertThat(skipped("bomb.txt.gz", bomb.toByteArray())).contains("longer than");
  }

  @Test
  void veryLongLinesAreSkippedOneByOne() {
    String lines = "{\"text\":\"%s\"}\n{\"text\":\"short\"}\n".formatted("x".repeat(17 << 20));
    ReadAll read = ReadAll.of(Source.of(ReadAll.file(folder, "long.jsonl", lines)));
    assertThat(read.documents()).hasSize(1);
    assertThat(read.bad()).hasSize(1);
  }

  private static byte[] intact(String name) throws IOException {
    return switch (name) {
      case "a.pdf" -> GeneratedFiles.pdf(List.of("The spare key", "hangs"), "");
      case "a.docx" -> GeneratedFiles.docx("T", GeneratedFiles.paragraph("words").repeat(40));
      case "a.html" ->
          "<html><title>T</title><table><tr><td>a<p>b</table><b><i>c</b></i>"
              .getBytes(StandardCharsets.UTF_8);
      case "a.json" ->
          "[{\"id\":\"1\",\"text\":\"wörds\"},{\"id\":\"2\",\"n\":[1]}]"
              .getBytes(StandardCharsets.UTF_8);
      default -> {
        try (InputStream in =
            HostileFilesTest.class.getResourceAsStream("/ingest/rows-snappy.parquet")) {
          yield in.readAllBytes();
        }
      }
    };
  }

  private String skipped(String name, byte[] content) {
    ReadAll read = ReadAll.of(Source.of(ReadAll.file(folder, name, content)));
    assertThat(read.documents()).isEmpty();
    assertThat(read.bad()).hasSize(1);
    return read.bad().getFirst().reason();
  }
}
