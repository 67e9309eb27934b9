package dev.semblance.server.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.model.ModelPlaces;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Requests of the pages that stand below the comment `<!-- tested -->` have the replies that the
/// page shows: the packaged English model in float32.
class ExampleValuesTest {
  private static final Path ROOT = Path.of(System.getProperty("semblance.root", ".."));
  private static final String MODEL = "bge-small-en-v1.5";

  /// Between CPUs, in float32.
  private static final double TOLERANCE = 2e-4;

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "<!-- tested -->\\s+```\\s+(?:\\$ )?curl"
              + " 127\\.0\\.0\\.1:8080(?<path>\\S+)[^']*'content-type:"
              + " application/json'[^']*'(?<body>[^']*)'\\s+(?:```\\s+```\\s+)?(?<reply>[\\[{].*)");

  /// Identifies a reply, and differs in each.
  private static final Pattern RANDOM_ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-\\w{12}");

  private static final RunningServer SERVER =
      new RunningServer(
          Engine.open(
              MODEL,
              EngineSettings.standard(
                      new ModelPlaces(ROOT.resolve("engine/target/models"), Path.of("no-hub")))
                  .with(EncoderChoice.F32)),
          ServiceSettings.STANDARD,
          HttpSettings.STANDARD);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  /// @param page below `docs`
  record Example(String page, String path, String body, String reply) {
    @Override
    public String toString() {
      return page + ": " + path;
    }
  }

  static Stream<Example> examples() {
    return Stream.of("how-to/replace-tei-in-five-minutes.md", "how-to/quantized-output.md")
        .flatMap(ExampleValuesTest::examples);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void replyIsThatOfThePage(Example example) throws JsonProcessingException {
    JsonNode reply = SERVER.post(example.path(), example.body()).json();
    assertEqual(Json.MAPPER.readTree(example.reply()), reply, example.toString());
  }

  private static Stream<Example> examples(String page) {
    String text;
    try {
      text = Files.readString(ROOT.resolve("docs").resolve(page));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return EXAMPLE.matcher(text).results().map(found -> example(page, found));
  }

  private static Example example(String page, MatchResult found) {
    return new Example(page, found.group("path"), found.group("body"), found.group("reply"));
  }

  private static void assertEqual(JsonNode expected, JsonNode actual, String where) {
    assertThat(actual).as(where).hasSameSizeAs(expected);
    if (expected.isNumber()) {
      assertThat(actual.doubleValue())
          .as(where)
          .isCloseTo(expected.doubleValue(), within(TOLERANCE));
    } else if (expected.isArray()) {
      for (int i = 0; i < expected.size(); i++) {
        assertEqual(expected.get(i), actual.path(i), where + "/" + i);
      }
    } else if (expected.isObject()) {
      expected
          .properties()
          .forEach(field ->
              assertEqual(
                  field.getValue(), actual.path(field.getKey()), where + "/" + field.getKey()));
    } else if (!RANDOM_ID.matcher(expected.asText()).matches()) {
      assertThat(actual).as(where).isEqualTo(expected);
    }
  }
}
