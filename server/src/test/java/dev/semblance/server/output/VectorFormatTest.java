package dev.semblance.server.output;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.Precision;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorFormatTest {
  private static final float[] FIRST = {.1f, -.2f, .3f, 0, -.5f, .7f, .01f, -.01f, .4f};
  private static final float[] SECOND = {-.1f, .2f, .1f, .5f, .25f, -.7f, -.3f, .9f, 0};

  @TempDir Path folder;

  @Test
  void jsonLinesReadBackAsTheSameFloats() throws IOException {
    String[] lines = new String(written(VectorFormat.JSONL, Precision.FLOAT32), UTF_8).split("\n");
    assertThat(lines).hasSize(2);
    JsonNode second = new JsonMapper().readTree(lines[1]);
    assertThat(second.get("index").intValue()).isEqualTo(1);
    for (int i = 0; i < SECOND.length; i++) {
      assertThat(Float.parseFloat(second.get("embedding").get(i).asText())).isEqualTo(SECOND[i]);
    }
  }

  @Test
  void jsonLinesHoldCodesAsWholeNumbers() throws IOException {
    assertThat(written(VectorFormat.JSONL, Precision.UBINARY))
        .asString(UTF_8)
        .isEqualTo(
            """
            {"index":0,"embedding":[166,128]}
            {"index":1,"embedding":[121,0]}
            """);
    assertThat(written(VectorFormat.JSONL, Precision.BINARY))
        .asString(UTF_8)
        .contains("[38,0]", "[-7,-128]");
  }

  @Test
  void numpyDataBeginsAtAMultipleOf64BehindItsHeader() throws IOException {
    ByteBuffer file = littleEndian(written(VectorFormat.NPY, Precision.FLOAT32));
    byte[] magic = new byte[8];
    file.get(magic);
    assertThat(magic).isEqualTo(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
    byte[] header = new byte[file.getShort()];
    file.get(header);
    assertThat(new String(header, US_ASCII))
        .startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 9), }")
        .endsWith("\n");
    assertThat(file.position() % 64).isZero();
    assertThat(file.getFloat()).isEqualTo(FIRST[0]);
    assertThat(file.remaining()).isEqualTo(2 * 9 * 4 - 4);
  }

  @Test
  void numpyNamesCodesByTheirSign() throws IOException {
    assertThat(written(VectorFormat.NPY, Precision.INT8)).asString(US_ASCII).contains("'|i1'");
    assertThat(written(VectorFormat.NPY, Precision.UBINARY))
        .asString(US_ASCII)
        .contains("'|u1'", "(2, 2)");
  }

  @Test
  void safetensorsHoldTheVectors() throws IOException {
    ByteBuffer file = littleEndian(written(VectorFormat.SAFETENSORS, Precision.FLOAT32));
    JsonNode header = header(file);
    assertThat(header.get("embeddings")).hasToString(entry("F32", "2,9", "0,72"));
    assertThat(header.size()).isEqualTo(1);
    assertThat(file.position() % 8).isZero();
    assertThat(file.getFloat()).isEqualTo(FIRST[0]);
    assertThat(file.remaining()).isEqualTo(68);
  }

  @Test
  void safetensorsHoldWhatTheCodesMean() throws IOException {
    ByteBuffer file = littleEndian(written(VectorFormat.SAFETENSORS, Precision.UINT8));
    JsonNode header = header(file);
    assertThat(header.get("ranges")).hasToString(entry("F32", "2,9", "0,72"));
    assertThat(header.get("embeddings")).hasToString(entry("U8", "2,9", "72,90"));
    assertThat(file.getFloat()).isEqualTo(Math.min(FIRST[0], SECOND[0]));
    file.position(file.position() + 68);
    assertThat(Byte.toUnsignedInt(file.get())).isEqualTo(255);
    assertThat(file.remaining()).isEqualTo(17);
  }

  @Test
  void theSpoolLeavesNoFileBehind() throws IOException {
    written(VectorFormat.JSONL, Precision.FLOAT32);
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void theSpoolsFileHasNoNameWhileItIsOpen() throws IOException {
    try (VectorSpool vectors = new VectorSpool(folder, FIRST.length);
        var present = Files.list(folder)) {
      assumeTrue(File.separatorChar == '/', "skipped: Windows keeps the name of an open file");
      assertThat(present).isEmpty();
      vectors.add(FIRST);
      vectors.each(vector -> assertThat(vector).isEqualTo(FIRST));
      vectors.add(SECOND);
      List<float[]> rows = new ArrayList<>();
      vectors.each(rows::add);
      assertThat(rows).containsExactly(FIRST, SECOND);
    }
  }

  private byte[] written(VectorFormat format, Precision precision) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (VectorSpool vectors = new VectorSpool(folder, FIRST.length)) {
      vectors.add(FIRST);
      vectors.add(SECOND);
      format.write(vectors, precision, out);
    }
    return out.toByteArray();
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static JsonNode header(ByteBuffer file) throws IOException {
    byte[] json = new byte[(int) file.getLong()];
    file.get(json);
    return new JsonMapper().readTree(json);
  }

  private static String entry(String type, String shape, String offsets) {
    return "{\"dtype\":\""
        + type
        + "\",\"shape\":["
        + shape
        + "],\"data_offsets\":["
        + offsets
        + "]}";
  }
}
