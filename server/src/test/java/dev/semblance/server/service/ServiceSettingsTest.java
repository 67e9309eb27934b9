package dev.semblance.server.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.semblance.Prompt;
import dev.semblance.Truncation;
import dev.semblance.server.request.RequestMemory;
import dev.semblance.server.service.ServiceSettings.Capacity;
import dev.semblance.server.service.ServiceSettings.InputLimits;
import dev.semblance.server.service.collection.CollectionLimits;
import dev.semblance.server.service.collection.CollectionLimits.SearchBounds;
import dev.semblance.server.service.collection.CollectionLimits.Slices;
import org.junit.jupiter.api.Test;

class ServiceSettingsTest {
  private static final ServiceSettings STANDARD = ServiceSettings.STANDARD;

  @Test
  void hasTheDefaultsItDocuments() {
    assertThat(STANDARD)
        .isEqualTo(
            new ServiceSettings(
                new InputLimits(2_048, 1_000_000, 10_485_760, RequestMemory.standardLimit()),
                true,
                new Capacity(4_096, 8_192, 256),
                new CollectionLimits(new Slices(256, 4_194_304), new SearchBounds(64, 8_388_608)),
                new Prompt.Default()));
  }

  @Test
  void changesOneThingAtATime() {
    var capacity = new Capacity(1, 2, 3);
    var slices = new Slices(4, 5);
    var searches = new SearchBounds(6, 7);
    var prompt = new Prompt.Literal("x");
    assertThat(
            STANDARD
                .withMaxClientBatch(32)
                .withMaxCharacters(9)
                .withMaxImageBytes(7)
                .withMemory(8)
                .withAutoTruncate(false)
                .with(capacity)
                .with(slices)
                .with(searches)
                .with(prompt))
        .isEqualTo(
            new ServiceSettings(
                new InputLimits(32, 9, 7, 8),
                false,
                capacity,
                new CollectionLimits(slices, searches),
                prompt));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withMaxClientBatch(0));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withMaxCharacters(0));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withMaxImageBytes(0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Slices(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Slices(1, 0));
  }

  @Test
  void cutsLongInputsUnlessTheRequestOrTheServerSaysNo() {
    assertThat(STANDARD.truncation(null, Truncation.LEFT)).isEqualTo(Truncation.LEFT);
    assertThat(STANDARD.truncation(false, Truncation.LEFT)).isEqualTo(Truncation.REFUSE);
    var strict = STANDARD.withAutoTruncate(false);
    assertThat(strict.truncation(null, Truncation.RIGHT)).isEqualTo(Truncation.REFUSE);
    assertThat(strict.truncation(true, Truncation.RIGHT)).isEqualTo(Truncation.RIGHT);
  }
}
