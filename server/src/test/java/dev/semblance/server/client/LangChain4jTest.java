package dev.semblance.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.data.embedding.Embedding;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel.OpenAiEmbeddingModelBuilder;
import dev.semblance.EmbedOptions;
import dev.semblance.OutputForm;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.RunningServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// LangChain4j's unchanged client of OpenAI's embeddings.
class LangChain4jTest {
  private static final String KEY = "sesame";
  private static final RunningServer SERVER = RunningServer.keyed(KEY);
  private static final WordEmbedder WORDS = new WordEmbedder("words");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"float", "base64"})
  void receivesVectorsInInputOrder(String encoding) {
    List<String> texts = IntStream.range(0, 40).mapToObj(i -> "text number " + i).toList();
    OpenAiEmbeddingModel client = client().encodingFormat(encoding).maxSegmentsPerBatch(16).build();
    var reply = client.embedAll(texts.stream().map(TextSegment::from).toList());
    assertThat(reply.content())
        .extracting(Embedding::vector)
        .containsExactlyElementsOf(
            texts.stream().map(text -> WORDS.embed(text, EmbedOptions.DEFAULT)).toList());
    assertThat(reply.tokenUsage().totalTokenCount()).isEqualTo(120);
    assertThat(client.dimension()).isEqualTo(WordEmbedder.WIDTH);
  }

  @Test
  void receivesShorterVectors() {
    assertThat(client().dimensions(8).build().embed("deep water").content().vector())
        .isEqualTo(WORDS.embed("deep water", EmbedOptions.DEFAULT.with(new OutputForm(true, 8))));
  }

  @Test
  void receivesErrors() {
    OpenAiEmbeddingModel tooShort = client().dimensions(65).build();
    assertThatThrownBy(() -> tooShort.embed("a"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("`dimensions` should be smaller");
    OpenAiEmbeddingModel wrongKey = client().apiKey("guess").build();
    assertThatThrownBy(() -> wrongKey.embed("a")).isInstanceOf(AuthenticationException.class);
  }

  private static OpenAiEmbeddingModelBuilder client() {
    return OpenAiEmbeddingModel.builder()
        .baseUrl("http://127.0.0.1:" + SERVER.port() + "/v1")
        .apiKey(KEY)
        .modelName("some-model")
        .maxRetries(0);
  }
}
