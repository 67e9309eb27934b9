package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.semblance.server.http.HttpSettings.Limits;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {
  private static final HttpSettings STANDARD = HttpSettings.STANDARD;

  @Test
  void hasTheDefaultsItDocuments() {
    assertThat(STANDARD)
        .isEqualTo(
            new HttpSettings("127.0.0.1", 8080, null, new Limits(2_000_000, 16_777_216), 422));
  }

  @Test
  void changesOneThingAtATime() {
    var changed =
        STANDARD
            .withHost("::1")
            .withPort(0)
            .withApiKey("k")
            .with(new Limits(1, 2))
            .withValidationStatus(413);
    assertThat(changed).isEqualTo(new HttpSettings("::1", 0, "k", new Limits(1, 2), 413));
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withHost(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withPort(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withPort(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withApiKey(""));
    assertThatIllegalArgumentException().isThrownBy(() -> STANDARD.withValidationStatus(400));
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Limits(1, 0));
  }

  @Test
  void keepsTheKeyOutOfLogs() {
    assertThat(STANDARD.withApiKey("secret").toString()).doesNotContain("secret");
  }
}
