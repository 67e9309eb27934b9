package dev.semblance.server.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.EmbedOptions;
import dev.semblance.OutputForm;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.RunningServer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.ai.document.MetadataMode;
import org.springframework.ai.embedding.Embedding;
import org.springframework.ai.openai.OpenAiEmbeddingModel;
import org.springframework.ai.openai.OpenAiEmbeddingOptions;
import org.springframework.ai.openai.api.OpenAiApi;
import org.springframework.ai.retry.NonTransientAiException;

/// Spring AI's unchanged client of OpenAI's embeddings.
class SpringAiTest {
  private static final String KEY = "sesame";
  private static final RunningServer SERVER = RunningServer.keyed(KEY);
  private static final WordEmbedder WORDS = new WordEmbedder("words");
  private static final List<String> TEXTS = List.of("deep water", "high hills", "a");

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void receivesVectorsInInputOrder() {
    var reply = client(KEY, null).embedForResponse(TEXTS);
    assertThat(reply.getResults()).extracting(Embedding::getIndex).containsExactly(0, 1, 2);
    assertThat(reply.getResults())
        .extracting(Embedding::getOutput)
        .containsExactlyElementsOf(
            TEXTS.stream().map(text -> WORDS.embed(text, EmbedOptions.DEFAULT)).toList());
    assertThat(reply.getMetadata().getModel()).isEqualTo("words");
    assertThat(reply.getMetadata().getUsage().getTotalTokens()).isEqualTo(5);
  }

  @Test
  void receivesShorterVectors() {
    assertThat(client(KEY, 8).embed("deep water"))
        .isEqualTo(WORDS.embed("deep water", EmbedOptions.DEFAULT.with(new OutputForm(true, 8))));
  }

  @Test
  void receivesErrors() {
    assertThatThrownBy(() -> client(KEY, 65).embed("a"))
        .isInstanceOf(NonTransientAiException.class)
        .hasMessageContaining("422")
        .hasMessageContaining("`dimensions` should be smaller");
    assertThatThrownBy(() -> client("guess", null).embed("a"))
        .isInstanceOf(NonTransientAiException.class)
        .hasMessageContaining("401");
  }

  private static OpenAiEmbeddingModel client(String key, Integer dimensions) {
    OpenAiApi api =
        OpenAiApi.builder().baseUrl("http://127.0.0.1:" + SERVER.port()).apiKey(key).build();
    return new OpenAiEmbeddingModel(
        api,
        MetadataMode.EMBED,
        OpenAiEmbeddingOptions.builder()
            .model("text-embedding-3-small")
            .dimensions(dimensions)
            .build());
  }
}
