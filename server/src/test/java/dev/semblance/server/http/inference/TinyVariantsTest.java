package dev.semblance.server.http.inference;

import static dev.semblance.server.http.inference.TinyModels.expected;
import static dev.semblance.server.http.inference.TinyModels.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.server.http.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One small model with every pooling setting over HTTP, compared with the reference libraries.
class TinyVariantsTest {
  @TempDir Path folder;

  @Test
  void everyPoolingMatchesTheReference() throws IOException {
    JsonNode expected = expected("bert-poolings");
    TinyModels.copy("bert-poolings", folder, 0);
    for (String style : new String[] {"poolings", "poolings_new_style"}) {
      for (JsonNode variant : expected.path(style)) {
        try (RunningServer server = serve(variant, "1_Pooling/config.json")) {
          for (int i = 0; i < expected.path("cases").size(); i++) {
            JsonNode text = expected.path("cases").get(i).path("text");
            ObjectNode request = request("inputs", text).put("normalize", false);
            if (!text.asText().isEmpty()) {
              assertClose(server, request, variant.path("embeddings").get(i));
            }
          }
          for (JsonNode one : variant.path("prompts")) {
            ObjectNode request = request("inputs", one.path("text")).put("normalize", false);
            request.set("prompt_name", one.path("prompt_name"));
            assertClose(server, request, one.path("embedding"));
          }
        }
      }
    }
  }

  @Test
  void everySpladePoolingMatchesTheReference() throws IOException {
    JsonNode expected = expected("splade");
    TinyModels.copy("splade", folder, 0);
    for (JsonNode variant : expected.path("variants")) {
      try (RunningServer server = serve(variant, "1_SpladePooling/config.json")) {
        for (int i = 0; i < expected.path("cases").size(); i++) {
          JsonNode text = expected.path("cases").get(i).path("text");
          if (!text.asText().isEmpty()) {
            assertWeights(server, request("inputs", text), variant.path("sparse").get(i));
          }
        }
      }
    }
  }

  private RunningServer serve(JsonNode variant, String config) throws IOException {
    Files.writeString(folder.resolve(config), variant.path(config).toString());
    return TinyModels.serve(folder, EncoderChoice.F32);
  }

  private static void assertClose(RunningServer server, ObjectNode request, JsonNode wanted) {
    JsonNode vector = server.post("/embed", request.toString()).json().get(0);
    assertThat(vector).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(vector.get(i).doubleValue()).isCloseTo(wanted.get(i).doubleValue(), within(5e-5));
    }
  }

  private static void assertWeights(RunningServer server, ObjectNode request, JsonNode wanted) {
    JsonNode weights = server.post("/embed_sparse", request.toString()).json().get(0);
    assertThat(weights).hasSameSizeAs(wanted);
    for (JsonNode weight : weights) {
      assertThat(weight.get("value").doubleValue())
          .isCloseTo(wanted.path(weight.get("index").asText()).doubleValue(), within(2e-5));
    }
  }
}
