package dev.semblance.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.semblance.server.access.ListenAddress;
import dev.semblance.server.http.HttpSettings.BodyLimits;
import dev.semblance.server.http.HttpSettings.Errors;
import dev.semblance.server.http.HttpSettings.OpenAiErrors;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpSettingsTest {
  private static final HttpSettings STANDARD = HttpSettings.STANDARD;

  @Test
  void hasTheDocumentedDefaults() {
    assertThat(STANDARD)
        .isEqualTo(
            new HttpSettings(
                new ListenAddress("127.0.0.1", 8080, null),
                new BodyLimits(2_000_000, 16_777_216, Duration.ofSeconds(30)),
                new Errors(422, OpenAiErrors.FLAT),
                BrowserAccess.NONE,
                false));
  }

  @Test
  void eachCopyChangesOneComponent() {
    CorsPolicy origins = new CorsPolicy(Set.of("*"));
    var changed =
        STANDARD
            .with(new ListenAddress("::1", 1, null))
            .withPort(0)
            .with(new BodyLimits(1, 2, Duration.ofSeconds(3)))
            .with(new Errors(413, OpenAiErrors.NESTED))
            .with(origins)
            .withLogRequests(true);
    assertThat(changed)
        .isEqualTo(
            new HttpSettings(
                new ListenAddress("::1", 0, null),
                new BodyLimits(1, 2, Duration.ofSeconds(3)),
                new Errors(413, OpenAiErrors.NESTED),
                new BrowserAccess(origins, Set.of()),
                true));
  }

  @Test
  void refusesInvalidValues() {
    ListenAddress listenAddress = STANDARD.listenAddress();
    assertThatIllegalArgumentException().isThrownBy(() -> listenAddress.withHost(" "));
    assertThatIllegalArgumentException().isThrownBy(() -> listenAddress.withPort(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> listenAddress.withPort(65_536));
    assertThatIllegalArgumentException().isThrownBy(() -> new Errors(400, OpenAiErrors.FLAT));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BodyLimits(0, 1, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new BodyLimits(1, 0, Duration.ofSeconds(1)));
    assertThatIllegalArgumentException().isThrownBy(() -> new BodyLimits(1, 1, Duration.ZERO));
  }
}
