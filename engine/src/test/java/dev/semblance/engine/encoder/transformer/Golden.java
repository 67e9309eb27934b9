package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.engine.Shared;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModelFolder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A tiny model and the hidden states that the reference library computed for it.
///
/// @param folder the model
/// @param cases one per text: `input_ids`, `token_type_ids`, `last_hidden_state`
record Golden(ModelFolder folder, List<JsonNode> cases) {

  static Golden at(Path path) {
    List<JsonNode> cases = new ArrayList<>();
    Shared.json(path.resolve("expected.json")).path("cases").forEach(cases::add);
    return new Golden(new ModelFolder(path.getFileName().toString(), path), cases);
  }

  /// All texts as one batch.
  RaggedBatch batch() {
    return batch(cases);
  }

  static RaggedBatch batch(List<JsonNode> cases) {
    List<Integer> ids = new ArrayList<>();
    List<Integer> types = new ArrayList<>();
    int[] starts = new int[cases.size() + 1];
    for (int i = 0; i < cases.size(); i++) {
      cases.get(i).path("input_ids").forEach(id -> ids.add(id.asInt()));
      cases.get(i).path("token_type_ids").forEach(type -> types.add(type.asInt()));
      starts[i + 1] = ids.size();
    }
    return new RaggedBatch(ints(ids), ints(types), starts);
  }

  private static int[] ints(List<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Largest difference of any number to the expected one, over all rows in the file.
  double worst(Encoder encoder, int threads) {
    RaggedBatch batch = batch();
    Hidden all = encoder.encode(batch, Rows.ALL, threads);
    Hidden firsts = encoder.encode(batch, Rows.FIRST, threads);
    assertThat(all.rows()).isEqualTo(batch.tokens());
    assertThat(firsts.rows()).isEqualTo(batch.inputs());
    double worst = 0;
    for (int i = 0; i < cases.size(); i++) {
      for (var entry : cases.get(i).path("last_hidden_state").path("rows").properties()) {
        float[] expected = Shared.floats(entry.getValue());
        int row = Integer.parseInt(entry.getKey());
        worst = Math.max(worst, distance(expected, all.row(batch.starts()[i] + row)));
        if (row == 0) {
          worst = Math.max(worst, distance(expected, firsts.row(i)));
        }
      }
    }
    return worst;
  }

  static double distance(float[] a, float[] b) {
    assertThat(a).hasSameSizeAs(b);
    double worst = 0;
    for (int i = 0; i < a.length; i++) {
      double difference = Math.abs(a[i] - b[i]);
      worst = difference <= worst ? worst : difference;
    }
    return worst;
  }

  /// The same after both are divided by the length of `a`, as for normalised embeddings.
  static double distanceAtLengthOne(float[] a, float[] b) {
    double squares = 0;
    for (float value : a) {
      squares += (double) value * value;
    }
    return distance(a, b) / Math.sqrt(squares);
  }

  static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return ab / Math.sqrt(aa * bb);
  }
}
