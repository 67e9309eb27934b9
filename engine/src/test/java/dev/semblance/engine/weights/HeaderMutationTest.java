package dev.semblance.engine.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every part of a header, replaced by every kind of value: the file opens, or is refused as a
/// broken model.
class HeaderMutationTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static final String HEADER =
      """
      {"__metadata__":{"format":"pt"},
       "a":{"dtype":"F32","shape":[2,2],"data_offsets":[0,16]},
       "b":{"dtype":"F16","shape":[4],"data_offsets":[16,24]}}\
      """;

  private static final String INDEX =
      """
      {"metadata":{"total_size":24},"weight_map":{"a":"model-00001-of-00001.safetensors"}}\
      """;

  /// One value of each kind, and the extremes of each.
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "0",
          "-1",
          "3",
          "1.5",
          "1e99",
          "4611686018427387904",
          "9223372036854775807",
          "99999999999999999999999999",
          "\"\"",
          "\"F32\"",
          "\"I4\"",
          "\"../a\"",
          "[]",
          "[1,2]",
          "[[1,2]]",
          "[null]",
          "[\"F32\"]",
          "{}",
          "{\"dtype\":\"F32\"}",
          "{\"a\":[{}]}");

  @TempDir Path folder;

  @Test
  void everyValueOfASafetensorsHeader() throws IOException {
    Path file = folder.resolve("mutated.safetensors");
    for (String header : mutations(HEADER)) {
      Files.write(file, Safetensors.bytes(header, 24));
      assertOpensOrIsBroken(header, () -> WeightFiles.openFile(file));
    }
  }

  @Test
  void everyValueOfAnIndexOfShards() throws IOException {
    Files.write(folder.resolve("model-00001-of-00001.safetensors"), Safetensors.bytes(HEADER, 24));
    for (String index : mutations(INDEX)) {
      Files.writeString(folder.resolve("model.safetensors.index.json"), index);
      assertOpensOrIsBroken(index, () -> WeightFiles.open(new ModelFolder("mutated", folder)));
    }
  }

  /// Bytes that are lengths, tags, pickle opcodes or parts of text.
  private static final byte[] BYTES =
      "\0\1\2\b\n\22\177\200\201\377()}]{[.0NIJKMLGFSTUVXBCcobRQhijqrstuae2\"".getBytes(ISO_8859_1);

  @ParameterizedTest
  @EnumSource
  void everyByteOfTheHeader(ReaderFuzzTest.Kind kind) throws IOException {
    Path file = folder.resolve(kind.fileName());
    byte[] sound = kind.sound();
    for (int at = 0; at < sound.length; at++) {
      for (int value = at % 23; value < BYTES.length; value += 23) {
        byte[] mutated = sound.clone();
        mutated[at] = BYTES[value];
        Files.write(file, mutated);
        assertOpensOrIsBroken(
            "byte " + at + " is " + BYTES[value], () -> WeightFiles.openFile(file));
      }
    }
  }

  /// Every value of a text replaced by each of [#VALUES], and every key left out or given twice.
  private static List<String> mutations(String text) throws IOException {
    List<String> mutations = new ArrayList<>();
    JsonNode root = JSON.readTree(text);
    for (String value : VALUES) {
      mutations.add(value);
    }
    mutate(root, root, mutations);
    return mutations;
  }

  private static void mutate(JsonNode root, JsonNode part, List<String> into) throws IOException {
    if (part instanceof ObjectNode object) {
      for (String key : object.propertyStream().map(Map.Entry::getKey).toList()) {
        JsonNode sound = object.get(key);
        mutate(root, sound, into);
        for (String value : VALUES) {
          object.set(key, JSON.readTree(value));
          into.add(root.toString());
        }
        object.remove(key);
        into.add(root.toString());
        object.set(key, sound);
        into.add(root.toString().replace("\"" + key + "\":", "\"" + key + "\":0,\"" + key + "\":"));
      }
    } else if (part instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode sound = array.get(i);
        for (String value : VALUES) {
          array.set(i, JSON.readTree(value));
          into.add(root.toString());
        }
        array.set(i, sound);
      }
    }
  }

  private static void assertOpensOrIsBroken(String mutation, Supplier<Weights> opening) {
    try (Weights weights = opening.get()) {
      for (String name : weights.names()) {
        assertThat(weights.tensor(name).data().byteSize()).as(mutation).isLessThan(1 << 14);
      }
    } catch (SemblanceException e) {
      assertThat(e.fault()).as(mutation).isEqualTo(Fault.BROKEN_MODEL);
    } catch (RuntimeException e) {
      throw new AssertionError(mutation + ": " + e, e);
    }
  }
}
