package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Shared;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.onednn.OneDnn;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Folders with a damaged config or weights: each is refused with its fact.
class BrokenFoldersTest {

  @BeforeAll
  static void oneDnnMustHaveABuildHere() {
    assumeTrue(OneDnn.missing().isEmpty(), () -> "skipped: " + OneDnn.missing().orElseThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          config-missing-hidden-size         | hidden_size is missing
          config-missing-model-type          | model_type is missing
          config-unknown-architecture        | architecture 'quantum_bert' is not supported; supported are bert
          config-unknown-activation          | activation 'swishy' is not supported
          config-relative-positions          | position_embedding_type 'relative_key_query' is not supported
          config-heads-do-not-divide         | hidden_size 8 is not a multiple of num_attention_heads 3
          config-negative-layers             | num_hidden_layers must be positive
          config-huge                        | has shape
          config-more-layers-than-weights    | tensor encoder.layer.1.
          config-not-json                    | config.json is not JSON
          weights-absent                     | no model.safetensors, pytorch_model.bin or onnx model in this folder
          weights-missing-tensor             | tensor encoder.layer.0.output.dense.weight is missing
          weights-wrong-shape                | tensor encoder.layer.0.intermediate.dense.weight has shape [8, 16], expected [16, 8]
          weights-not-finite                 | weights hold NaN or infinity
          weights-lfs-pointer                | Git LFS
          shard-missing                      | model-00002-of-00002.safetensors
          shard-outside                      | must stay inside the model folder
          """)
  void isRefused(String name, String fact) {
    ModelFolder folder = new ModelFolder(name, Shared.shared("fixtures/broken/folders/" + name));
    assertThatThrownBy(() -> NativeEncoder.open(folder, NativePrecision.F32).close())
        .isInstanceOfSatisfying(
            SemblanceException.class,
            e -> {
              assertThat(e.fault()).isIn(Fault.BROKEN_MODEL, Fault.UNSUPPORTED);
              assertThat(e).hasMessageContaining(fact);
            });
  }

  @Test
  void theUndamagedFolderIsAccepted() {
    ModelFolder folder =
        new ModelFolder("tiny", Shared.shared("fixtures/broken/folders/accepted-tiny"));
    try (var encoder = NativeEncoder.open(folder, NativePrecision.F32)) {
      var hidden = encoder.encode(RaggedBatch.of(List.of(new int[] {1, 2, 3})), Rows.ALL, 2);
      assertThat(hidden.rows()).isEqualTo(3);
      assertThat(hidden.width()).isEqualTo(8);
    }
  }

  @Test
  void unknownArchitectureIsARefusal() {
    ModelFolder folder =
        new ModelFolder(
            "quantum", Shared.shared("fixtures/broken/folders/config-unknown-architecture"));
    assertThat(NativeEncoder.refusal(folder))
        .hasValueSatisfying(reason -> assertThat(reason).contains("quantum_bert"));
  }
}
