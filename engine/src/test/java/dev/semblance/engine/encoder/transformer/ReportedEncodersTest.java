package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.Shared;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.onednn.OneDnn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Hidden states of folders whose configs or texts were once read wrongly, against the reference
/// library, and settings that are refused because no reference or code exists for them.
class ReportedEncodersTest {
  private static final double FLOAT32 = 1e-5;

  @BeforeAll
  static void oneDnnMustHaveABuildHere() {
    assumeThat(OneDnn.missing()).as("oneDNN has no build here").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pad-in-text-camembert",
        "pad-in-text-mpnet",
        "pad-in-text-roberta",
        "pad-in-text-xlm-roberta"
      })
  void paddingTokensInATextDoNotCountAsPositions(String name) {
    equalsTheReference(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rope-gte-linear",
        "rope-modernbert-linear",
        "rope-modernbert-yarn",
        "rope-nomic-dynamic",
        "rope-nomic-linear"
      })
  void rotaryPositionsAreScaledAsTheConfigDeclares(String name) {
    equalsTheReference(name);
  }

  private static void equalsTheReference(String name) {
    Golden golden = Golden.at(Shared.shared("fixtures/reported/" + name));
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32)) {
      assertThat(golden.worst(encoder, 1)).isLessThan(FLOAT32);
      assertThat(golden.worst(encoder, 3)).isLessThan(FLOAT32);
    }
  }

  /// The padding token, id 1, is every third; threads divide the input between them.
  @Test
  void positionsAreCountedAlikeInEveryShareOfAnInput() {
    Golden golden = Golden.at(Shared.resource("roberta"));
    int[] padded = new int[60];
    for (int i = 0; i < padded.length; i++) {
      padded[i] = i % 3 == 1 ? 1 : 4 + i;
    }
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32)) {
      float[] alone = encoder.encode(RaggedBatch.of(List.of(padded)), Rows.ALL, 1).values();
      var ragged = RaggedBatch.of(List.of(new int[] {0, 1, 1, 2}, padded));
      float[] shared = encoder.encode(ragged, Rows.ALL, 4).values();
      int width = encoder.card().width();
      for (int i = 0; i < alone.length; i++) {
        assertThat(shared[4 * width + i]).isCloseTo(alone[i], within(1e-5f));
      }
    }
  }

  @Test
  void segmentsAreDroppedWhereTheModelHasNone() {
    Golden golden = Golden.at(Shared.resource("modernbert"));
    int[] ids = {5, 6, 7};
    var pair = new RaggedBatch(ids, new int[] {0, 0, 1}, new int[] {0, 3});
    try (var encoder = NativeEncoder.open(golden.folder(), NativePrecision.F32)) {
      assertThat(encoder.encode(pair, Rows.ALL, 1).values())
          .isEqualTo(encoder.encode(RaggedBatch.of(List.of(ids)), Rows.ALL, 1).values());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bert-cls   | \"is_decoder\": true                     | is_decoder true is not supported",
        "bert-cls   | \"head_dim\": 4                          | head_dim 4 is not supported",
        "bert-cls   | \"num_key_value_heads\": 1               | num_key_value_heads 1 is",
        "bert-cls   | \"feed_forward_type\": \"geglu\"         | feed_forward_type 'geglu'",
        "modernbert | \"sliding_window\": 3                    | sliding_window 3 is",
        "modernbert | \"layer_types\": [\"chunked_attention\"] | layer_types: 'chunked_attention'",
        "modernbert | \"rope_scaling\": {\"factor\": 2}        | rope_scaling is not supported",
        "modernbert | \"rope_parameters\": {\"rope_theta\": 1} | rope_theta is not supported",
        "modernbert | \"rope_parameters\": {\"full_attention\": {\"rope_type\": \"llama3\"}}"
            + " | rope_type 'llama3' is not supported",
        "modernbert | \"rope_parameters\": {\"full_attention\": {\"mrope_section\": [1]}}"
            + " | mrope_section is not supported",
        "modernbert | \"rope_parameters\": {\"full_attention\": {\"partial_rotary_factor\": 0.5}}"
            + " | partial_rotary_factor is not supported"
      })
  void settingsThatAreNotImplementedAreRefusedByName(
      String model, String setting, String message, @TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.resource(model), temp);
    change(folder, setting);
    assertRefused(folder, message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"rotary_emb_scale_base\": 512             | rotary_emb_scale_base is not supported",
        "\"use_rms_norm\": true                     | use_rms_norm true is not supported",
        "\"scale_attn_weights\": false              | scale_attn_weights false is not supported",
        "\"scale_attn_by_inverse_layer_idx\": true  | scale_attn_by_inverse_layer_idx true",
        "\"parallel_block\": true                   | parallel_block true is not supported",
        "\"causal\": true                           | causal true is not supported"
      })
  void settingsOfNomicBertAreRefusedByName(String setting, String message, @TempDir Path temp)
      throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/nomic-bert"), temp);
    change(folder, setting);
    assertRefused(folder, message);
  }

  /// Writes a setting in place of the one with the same key, if there is one.
  private static void change(Path folder, String setting) throws IOException {
    Path file = folder.resolve("config.json");
    String key = setting.substring(0, setting.indexOf(':'));
    String config = Files.readString(file).replaceAll(key + ": [^,\\[{]*?(,|(?=\\s*\\}\\s*$))", "");
    Files.writeString(file, config.replaceFirst("\\{", "{" + setting + ","));
  }

  private static void assertRefused(Path folder, String message) {
    assertThatThrownBy(
            () -> NativeEncoder.open(new ModelFolder("changed", folder), NativePrecision.F32))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED))
        .hasMessageContaining(message);
  }
}
