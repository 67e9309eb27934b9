package dev.semblance.server.http;

import static dev.semblance.server.http.RunningServer.json;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.server.http.SoundBodies.Sound;
import dev.semblance.server.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/// Hostile bodies, made from valid ones.
final class HostileBodies {
  private static final String HERE = "~here~";

  /// Bodies that are not JSON, or not UTF-8.
  private static final List<String> BROKEN =
      List.of(
          "{'x':'\\ud800'}",
          "{'x':['a','\\udc00\\ud800']}",
          "{'x':'a','\\ud800':1}",
          "{'x':NaN}",
          "{'x':Infinity}",
          "{'x':'\u0000'}",
          "{'x':0x10}",
          "{'x':'a',}",
          "{x:'a'}",
          "/* */{'x':'a'}",
          "{'x':1}{'x':2}",
          "{'x':1,'x':2}",
          "nul",
          "\uFEFF",
          "[".repeat(100_000),
          "{'x':".repeat(200) + "1" + "}".repeat(200));

  /// Values that replace each value of a valid body in turn.
  private static final List<String> VALUES =
      List.of(
          "null",
          "true",
          "-1",
          "1e999999999",
          "99999999999999999999999999",
          "9".repeat(900),
          "0.1",
          "''",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "[''" + ",''".repeat(3_000) + "]",
          "[1" + ",1".repeat(3_000) + "]",
          "{'':{'':[]}}",
          "[".repeat(100) + "]".repeat(100),
          "'a\\u0000b'",
          "'\\ud83d\\ude00'",
          "'مرحبا \u202e بالعالم'",
          "'e" + "\u0301".repeat(200) + "'",
          "'\uFFFF\uFFFE'",
          "'   '",
          "'" + "long ".repeat(20_000) + "'");

  /// Characters that are difficult for tokenizers and normalisers.
  private static final List<String> ODD =
      List.of(
          " ",
          "\t\n",
          "a",
          "Zürich",
          "\u0000",
          "\u00ad",
          "\u200b",
          "\u200d",
          "\u202e",
          "\ufeff",
          "\ufffd",
          "\uffff",
          "e\u0301",
          "\u0301",
          "中文",
          "한국어",
          "हिन्दी",
          "ﬁ",
          "Å",
          "😀",
          "👩‍👩‍👧",
          "\udbff\udfff",
          "[CLS]",
          "[SEP]",
          "[MASK]",
          "##",
          "<s>",
          "İ",
          "ß",
          "∞",
          "½",
          "\u2028",
          "x");

  private HostileBodies() {}

  /// Bodies that every route must refuse.
  static List<byte[]> broken() {
    List<byte[]> all = new ArrayList<>();
    BROKEN.forEach(text -> all.add(json(text).getBytes(UTF_8)));
    for (byte[] bad : new byte[][] {{(byte) 0xff}, {(byte) 0xc3}, {(byte) 0xed, (byte) 0xa0, 0}}) {
      byte[] body = "{\"x\":\"...\"}".getBytes(UTF_8);
      System.arraycopy(bad, 0, body, 6, bad.length);
      all.add(body);
    }
    return all;
  }

  /// A valid body with each of its values replaced by an unusual one.
  static List<byte[]> withOddValues(Sound sound) {
    List<byte[]> all = new ArrayList<>();
    for (String place : places(sound, _ -> true)) {
      VALUES.forEach(value -> all.add(filled(place, json(value))));
    }
    return all;
  }

  /// A valid body with each of its values replaced by an unpaired surrogate.
  static List<byte[]> withHalfCharacters(Sound sound) {
    return places(sound, _ -> true).stream()
        .map(place -> filled(place, json("'\\udfff'")))
        .toList();
  }

  /// A valid body with each of its lists replaced by about a million tiny elements.
  static List<byte[]> withEndlessLists(Sound sound, String tiny) {
    int count = 1_900_000 / (tiny.length() + 1);
    String list = "[" + (tiny + ",").repeat(count) + tiny + "]";
    return places(sound, JsonNode::isArray).stream().map(place -> filled(place, list)).toList();
  }

  /// A valid body with a few bytes changed.
  static byte[] mutated(Sound sound, Random random) {
    byte[] body = sound.body().getBytes(UTF_8);
    for (int change = random.nextInt(4); change >= 0; change--) {
      body[random.nextInt(body.length)] = (byte) random.nextInt(256);
    }
    return body;
  }

  /// A valid body with one of its texts, if any, replaced by an unusual text or token ids.
  static byte[] withOddText(Sound sound, Random random) {
    List<String> texts = places(sound, JsonNode::isTextual);
    if (texts.isEmpty()) {
      return mutated(sound, random);
    }
    String place = texts.get(random.nextInt(texts.size()));
    return filled(
        place,
        random.nextInt(4) == 0
            ? random.ints(1 + random.nextInt(300), -1, 1_000).boxed().toList().toString()
            : text(random));
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int pieces = random.nextInt(400); pieces >= 0; pieces--) {
      text.append(
          random.nextInt(3) == 0
              ? Character.toString(random.nextInt(Character.MIN_SURROGATE))
              : ODD.get(random.nextInt(ODD.size())));
    }
    return Json.MAPPER.getNodeFactory().textNode(text.toString()).toString();
  }

  private static byte[] filled(String place, String value) {
    return place.replace('"' + HERE + '"', value).getBytes(UTF_8);
  }

  /// A valid body, with each such value in turn replaced by [#HERE].
  private static List<String> places(Sound sound, Predicate<JsonNode> such) {
    List<String> places = new ArrayList<>();
    JsonNode body = Json.read(sound.body().getBytes(UTF_8));
    replaceEach(
        body,
        body,
        (value, place) -> {
          if (such.test(value)) {
            places.add(place);
          }
        });
    return places;
  }

  private static void replaceEach(
      JsonNode root, JsonNode within, BiConsumer<JsonNode, String> places) {
    if (within instanceof ObjectNode object) {
      for (var field : List.copyOf(object.properties())) {
        JsonNode value = field.getValue();
        object.put(field.getKey(), HERE);
        places.accept(value, root.toString());
        object.set(field.getKey(), value);
        replaceEach(root, value, places);
      }
    } else if (within instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        JsonNode value = array.get(i);
        array.set(i, Json.MAPPER.getNodeFactory().textNode(HERE));
        places.accept(value, root.toString());
        array.set(i, value);
        replaceEach(root, value, places);
      }
    }
  }
}
