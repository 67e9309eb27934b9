package dev.semblance.server.http.inference;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.LiteralRowsEmbedder;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.service.ServiceSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class PairTaskTest {
  private static final String PAIR = "{'pairs':[['1 2 3 4','4 3 2 2']],'weights':[1,0.3,2]%s}";
  private static final RunningServer SERVER =
      new RunningServer(
          new LiteralRowsEmbedder(4), ServiceSettings.STANDARD, HttpSettings.STANDARD);

  @AfterAll
  static void stop() {
    SERVER.close();
  }

  @Test
  void sumsAreNotDividedByTheWeights() {
    JsonNode scores = scores(",'combine':'sum'");
    double dense = scores.get("dense").doubleValue();
    double sparse = scores.get("sparse").doubleValue();
    double colbert = scores.get("colbert").doubleValue();
    assertThat(scores.get("sparse+dense").doubleValue())
        .isCloseTo(dense + 0.3 * sparse, within(1e-5));
    assertThat(scores.get("colbert+sparse+dense").doubleValue())
        .isCloseTo(dense + 0.3 * sparse + 2 * colbert, within(1e-5));
  }

  @Test
  void meansAreTheDefault() {
    JsonNode means = scores("");
    assertThat(scores(",'combine':'mean'")).isEqualTo(means);
    assertThat(1.3 * means.get("sparse+dense").doubleValue())
        .isCloseTo(scores(",'combine':'sum'").get("sparse+dense").doubleValue(), within(1e-5));
  }

  @Test
  void refusesOtherWaysToCombine() {
    var reply = SERVER.post("/score", json(PAIR.formatted(",'combine':'max'")));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.text()).contains("unknown variant `max`, expected `mean` or `sum`");
  }

  private static JsonNode scores(String more) {
    return SERVER.post("/score", json(PAIR.formatted(more))).json().get(0);
  }
}
