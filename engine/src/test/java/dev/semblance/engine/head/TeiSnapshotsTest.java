package dev.semblance.engine.head;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.OutputForm;
import dev.semblance.engine.Shared;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.vector.Vectors;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Compares pooling with the snapshots of all-MiniLM-L6-v2 in text-embeddings-inference's own
/// tests: from token vectors to pooled ones, which needs no weights.
class TeiSnapshotsTest {
  private static final Offset<Float> CLOSE = Offset.offset(1e-6f);

  private final JsonNode snapshots =
      Shared.json(Shared.shared("reference/tei_snapshots.json")).path("embeddings");

  @Test
  void meansAreThoseOfItsTokenVectors() {
    float[] mean = TokenPooler.mean().pool(tokens());
    assertThat(mean).containsExactly(vector("test_bert__bert_single.snap"), CLOSE);
  }

  @Test
  void pooledVectorIsTheFirstTokensVector() {
    float[] first = TokenPooler.cls().pool(tokens());
    assertThat(first).containsExactly(vector("test_bert__bert_single_pooled.snap"), CLOSE);
  }

  @Test
  void cutVectorHasLengthOne() {
    float[] expected = vector("test_http_embed__mrl_embeddings_single.snap");
    float[] again = Vectors.form(expected, new OutputForm(true, expected.length));
    assertThat(expected).hasSize(128).containsExactly(again, CLOSE);
  }

  private TokenVectors tokens() {
    JsonNode rows = snapshot("test_bert__bert_single_raw.snap").path("token_vectors");
    int width = rows.path(0).size();
    float[] values = new float[rows.size() * width];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(Shared.floats(rows.path(row)), 0, values, row * width, width);
    }
    var sequence = TokenSequence.ofText(new int[rows.size()], false);
    return new TokenVectors(new Hidden(values, width), 0, rows.size(), sequence, 1);
  }

  private float[] vector(String file) {
    return Shared.floats(snapshot(file).path("vectors").path(0));
  }

  private JsonNode snapshot(String file) {
    return StreamSupport.stream(snapshots.spliterator(), false)
        .filter(one -> one.path("path").asText().endsWith("/" + file))
        .findFirst()
        .orElseThrow();
  }
}
