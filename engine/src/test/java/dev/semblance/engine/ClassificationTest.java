package dev.semblance.engine;

import static dev.semblance.engine.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Classifier;
import dev.semblance.Classifier.Example;
import dev.semblance.ModelCard;
import dev.semblance.Patience;
import dev.semblance.ScoreOptions;
import dev.semblance.Truncation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cross-encoders and classifiers with random weights against what the reference libraries
/// answered.
class ClassificationTest {
  private static final ScoreOptions RAW =
      new ScoreOptions(true, Truncation.RIGHT, Patience.INTERACTIVE);

  private static Classifier open(Path folder) {
    return (Classifier)
        Engine.openModel(folder.toString(), Shared.packaged().with(EncoderChoice.F32));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-encoder-bert", "cross-encoder-xlm-roberta"})
  void crossEncodersScorePairs(String name, @TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/" + name), temp);
    JsonNode expected = json(folder.resolve("expected.json"));
    // The reference was told its length by its caller, not by the folder.
    Files.writeString(
        folder.resolve("sentence_bert_config.json"),
        "{\"max_seq_length\":" + expected.path("max_length") + "}");
    try (Classifier classifier = open(folder)) {
      for (JsonNode one : expected.path("cases")) {
        var pair = List.of(new Example(one.path("query").asText(), one.path("passage").asText()));
        var raw = classifier.classify(pair, RAW).getFirst();
        var finished = classifier.classify(pair, ScoreOptions.DEFAULT).getFirst();
        String text = one.path("passage").asText();
        assertThat(raw.tokens()).as(text).isEqualTo(one.path("input_ids").size());
        assertThat(raw.scores()[0])
            .as(text)
            .isCloseTo(one.path("logit").floatValue(), within(5e-5f));
        assertThat(finished.scores()[0])
            .as(text)
            .isCloseTo(one.path("predict").floatValue(), within(1e-5f));
      }
    }
  }

  @Test
  void classifiersScoreEveryLabel() {
    Path folder = Shared.shared("fixtures/models/classifier-3");
    JsonNode expected = json(folder.resolve("expected.json"));
    try (Classifier classifier = open(folder)) {
      var task = (ModelCard.Task.Classify) classifier.model().task();
      assertThat(task.labels())
          .hasSize(3)
          .containsEntry(0, expected.path("labels").get(0).asText());
      for (JsonNode one : expected.path("cases")) {
        var example = List.of(new Example(one.path("text").asText(), null));
        float[] raw = classifier.classify(example, RAW).getFirst().scores();
        float[] finished = classifier.classify(example, ScoreOptions.DEFAULT).getFirst().scores();
        for (int label = 0; label < 3; label++) {
          assertThat(raw[label])
              .isCloseTo(one.path("logits").get(label).floatValue(), within(5e-5f));
          assertThat(finished[label])
              .isCloseTo(one.path("softmax").get(label).floatValue(), within(1e-5f));
        }
      }
    }
  }

  @Test
  void aClassifierMakesNoEmbeddings() {
    String folder = Shared.shared("fixtures/models/classifier-3").toString();
    assertThatThrownBy(() -> Engine.open(folder, Shared.packaged()).close())
        .hasMessageContaining("classifier");
  }
}
