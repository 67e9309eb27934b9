package dev.semblance.vector;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Every code that sentence-transformers gave for the vectors of `quantization.json`.
class QuantizationFixtureTest {
  private static final Path FILE =
      Path.of(System.getProperty("semblance.root", "."))
          .resolveSibling("shared")
          .resolve("fixtures")
          .resolve("quantization.json");
  private static final List<String> KINDS = List.of("int8", "uint8", "binary", "ubinary");

  private static JsonNode fixture;

  @BeforeAll
  static void read() throws IOException {
    Assumptions.assumeTrue(Files.exists(FILE), FILE + " is not there");
    fixture = new JsonMapper().readTree(FILE.toFile());
  }

  @TestFactory
  List<DynamicTest> everyCaseIsEqualBitByBit() {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode one : fixture.get("cases")) {
      for (String kind : KINDS) {
        if (one.hasNonNull(kind)) {
          String name = kind + ": " + one.get("name").textValue();
          tests.add(DynamicTest.dynamicTest(name, () -> check(one, kind)));
        }
      }
    }
    return tests;
  }

  @Test
  void wholeCorpusEqualsTheReferenceBitByBit() throws NoSuchAlgorithmException {
    List<float[]> corpus = corpus();
    for (String kind : KINDS) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      VectorCodec codec = codec(kind, Ranges.of(corpus));
      corpus.forEach(vector -> digest.update(codec.encode(vector)));
      assertThat(HexFormat.of().formatHex(digest.digest()))
          .as(kind)
          .isEqualTo(fixture.get("corpus_codes").get(kind).get("sha256_of_bytes").textValue());
    }
  }

  private static void check(JsonNode one, String kind) {
    List<float[]> vectors = vectors(one.get("embeddings"));
    VectorCodec codec = codec(kind, ranges(one, vectors));
    for (int i = 0; i < vectors.size(); i++) {
      byte[] codes = codec.encode(vectors.get(i));
      JsonNode expected = one.get(kind).get(i);
      assertThat(codes).hasSize(expected.size());
      for (int k = 0; k < codes.length; k++) {
        assertThat(codes[k])
            .as("row %d, code %d", i, k)
            .isEqualTo((byte) expected.get(k).intValue());
      }
    }
  }

  private static Ranges ranges(JsonNode one, List<float[]> vectors) {
    if (one.hasNonNull("ranges")) {
      List<float[]> rows = vectors(one.get("ranges"));
      return new Ranges(rows.get(0), rows.get(1));
    }
    JsonNode calibration = one.get("calibration");
    return Ranges.of(
        calibration.isTextual() ? corpus() : calibration.isNull() ? vectors : vectors(calibration));
  }

  private static VectorCodec codec(String kind, Ranges ranges) {
    return switch (kind) {
      case "int8" -> ScalarCodec.signed(ranges);
      case "uint8" -> ScalarCodec.unsigned(ranges);
      case "binary" -> new BinaryCodec(true);
      default -> new BinaryCodec(false);
    };
  }

  private static List<float[]> corpus() {
    JsonNode corpus = fixture.get("corpus");
    int width = corpus.get("shape").get(1).intValue();
    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(corpus.get("float32_le_base64").textValue()))
            .order(ByteOrder.LITTLE_ENDIAN);
    List<float[]> vectors = new ArrayList<>();
    while (bytes.hasRemaining()) {
      float[] vector = new float[width];
      for (int i = 0; i < width; i++) {
        vector[i] = bytes.getFloat();
      }
      vectors.add(vector);
    }
    return vectors;
  }

  private static List<float[]> vectors(JsonNode rows) {
    List<float[]> vectors = new ArrayList<>();
    for (JsonNode row : rows) {
      float[] vector = new float[row.size()];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = row.get(i).floatValue();
      }
      vectors.add(vector);
    }
    return vectors;
  }
}
