package dev.semblance.engine;

import static dev.semblance.engine.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Classifier;
import dev.semblance.Classifier.Example;
import dev.semblance.Fault;
import dev.semblance.Scheduling;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Cross-encoders that were once scored wrongly or not at all, against the reference library.
class ReportedPairsTest {
  private static final ScoreOptions RAW =
      new ScoreOptions(true, Truncation.RIGHT, Scheduling.INTERACTIVE);

  @ParameterizedTest
  @ValueSource(strings = {"pairs-distilbert", "pairs-mpnet"})
  void segmentsOfPairsAreDroppedWhereTheModelHasNone(String name) {
    scoresAsExpected(name, EncoderChoice.F32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"head-electra", "head-deberta"})
  void headsHaveTheActivationOfTheirFamily(String name) {
    scoresAsExpected(name, EncoderChoice.ONNX);
  }

  private static void scoresAsExpected(String name, EncoderChoice encoder) {
    Path folder = Shared.shared("fixtures/reported/" + name);
    JsonNode cases = json(folder.resolve("expected.json")).path("cases");
    assertThat(cases).isNotEmpty();
    try (Classifier classifier = open(folder, encoder)) {
      for (JsonNode one : cases) {
        var pair = List.of(new Example(one.path("query").asText(), one.path("passage").asText()));
        assertThat(classifier.classify(pair, RAW).getFirst().scores()[0])
            .as(one.path("passage").asText())
            .isCloseTo(one.path("logit").floatValue(), within(5e-5f));
      }
    }
  }

  @Test
  void headsOfUnknownFamiliesAreRefused(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/reported/head-electra"), temp);
    replace(folder, "\"model_type\": \"electra\"", "\"model_type\": \"funnel\"");
    assertThatThrownBy(() -> open(folder, EncoderChoice.ONNX))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED))
        .hasMessageContaining("model_type 'funnel'");
  }

  @ParameterizedTest
  @CsvSource({"swishy, pooler_hidden_act 'swishy'", "tanh,"})
  void activationOfThePoolerIsObeyed(String act, String message, @TempDir Path temp)
      throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/reported/head-deberta"), temp);
    replace(folder, "\\{", "{\"pooler_hidden_act\": \"" + act + "\",");
    if (message != null) {
      assertThatThrownBy(() -> open(folder, EncoderChoice.ONNX)).hasMessageContaining(message);
      return;
    }
    JsonNode one = json(folder.resolve("expected.json")).path("cases").get(0);
    var pair = List.of(new Example(one.path("query").asText(), one.path("passage").asText()));
    try (Classifier classifier = open(folder, EncoderChoice.ONNX)) {
      assertThat(classifier.classify(pair, RAW).getFirst().scores()[0])
          .isCloseTo(one.path("wrong_logit_with_tanh").floatValue(), within(5e-5f));
    }
  }

  private static void replace(Path folder, String from, String to) throws IOException {
    Path config = folder.resolve("config.json");
    String text = Files.readString(config).replaceAll("\"pooler_hidden_act\": \"[a-z]*\",?", "");
    Files.writeString(config, text.replaceFirst(from, to));
  }

  private static Classifier open(Path folder, EncoderChoice encoder) {
    return (Classifier) Engine.openModel(folder.toString(), Shared.packaged().with(encoder));
  }
}
