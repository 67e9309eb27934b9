package dev.semblance.engine;

import static dev.semblance.engine.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.Classifier;
import dev.semblance.Classifier.Example;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.Scheduling;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cross-encoders and classifiers with random weights against results of the reference libraries.
class ClassificationTest {
  private static final ScoreOptions RAW =
      new ScoreOptions(true, Truncation.RIGHT, Scheduling.INTERACTIVE);

  private static Classifier open(Path folder) {
    return (Classifier)
        Engine.openModel(folder.toString(), Shared.packaged().with(EncoderChoice.F32));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cross-encoder-bert", "cross-encoder-xlm-roberta"})
  void crossEncodersScorePairs(String name, @TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/" + name), temp);
    JsonNode expected = json(folder.resolve("expected.json"));
    // The reference got its maximum length from its caller, not from the folder.
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
      var task = (ModelCard.Task.Classify) classifier.card().task();
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

  /// The weights of one word are damaged on the disk, which shows when a text has that word and
  /// must not show later.
  @Test
  void nonFiniteScoreIsRefusedAndNotCached(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/classifier-3"), temp);
    JsonNode first = json(folder.resolve("expected.json")).path("cases").get(0);
    damage(folder.resolve("model.safetensors"), first.path("input_ids").get(1).intValue());
    var damaged = new Example(first.path("text").asText(), null);
    var sound = new Example("sunny", null);
    try (Classifier classifier = open(folder)) {
      float[] before = classifier.classify(List.of(sound), RAW).getFirst().scores();
      for (var examples : List.of(List.of(damaged), List.of(sound, damaged, sound))) {
        assertThatThrownBy(() -> classifier.classify(examples, RAW))
            .isInstanceOfSatisfying(
                SemblanceException.class,
                refusal -> assertThat(refusal.fault()).isEqualTo(Fault.BROKEN_MODEL))
            .hasMessageStartingWith("score is NaN");
      }
      float[] after = classifier.classify(List.of(sound), RAW).getFirst().scores();
      assertThat(after).hasSize(3).containsExactly(before, within(1e-5f));
    }
  }

  /// Makes the first number of a word's vector NaN.
  private static void damage(Path weights, int word) throws IOException {
    byte[] bytes = Files.readAllBytes(weights);
    ByteBuffer numbers = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int header = (int) numbers.getLong(0);
    JsonNode table =
        new JsonMapper()
            .readTree(bytes, Long.BYTES, header)
            .path("bert.embeddings.word_embeddings.weight");
    int vector = word * table.path("shape").get(1).intValue() * Float.BYTES;
    int start = Long.BYTES + header + table.path("data_offsets").get(0).intValue();
    Files.write(weights, numbers.putFloat(start + vector, Float.NaN).array());
  }

  @Test
  void tooLongPairIsRefusedOrCut() {
    Path folder = Shared.shared("fixtures/models/cross-encoder-bert");
    try (Classifier classifier = open(folder)) {
      int most = 250 * classifier.card().shape().maxTokens();
      var pair = List.of(new Example("a", " ".repeat(most) + "b"));
      var refusing = new ScoreOptions(true, Truncation.REFUSE, Scheduling.INTERACTIVE);
      assertThatThrownBy(() -> classifier.classify(pair, refusing))
          .hasMessage("`inputs` must have less than " + most + " characters. Given: " + (most + 1));
      var cut = List.of(new Example("a", " ".repeat(most)));
      assertThat(classifier.classify(pair, RAW).getFirst().scores())
          .isEqualTo(classifier.classify(cut, RAW).getFirst().scores());
    }
  }

  @Test
  void classifierHasNoEmbeddings() {
    String folder = Shared.shared("fixtures/models/classifier-3").toString();
    assertThatThrownBy(() -> Engine.open(folder, Shared.packaged()).close())
        .hasMessageContaining("classifier");
  }
}
