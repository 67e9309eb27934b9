package dev.semblance.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubSettingsTest {
  private static final Path HOME = Path.of(System.getProperty("user.home"));

  @Test
  void defaultsEqualThePythonClient() {
    HubSettings settings = HubSettings.of(Map.of());
    assertThat(settings.endpoint()).isEqualTo("https://huggingface.co");
    assertThat(settings.cache()).isEqualTo(HOME.resolve(".cache/huggingface/hub"));
    assertThat(settings.login().file()).isEqualTo(HOME.resolve(".cache/huggingface/token"));
    assertThat(settings.offline()).isFalse();
    assertThat(settings.timeouts().metadata()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void findsTheCacheInTheOrderOfThePythonClient() {
    assertThat(cache("HF_HUB_CACHE", "/a", "HUGGINGFACE_HUB_CACHE", "/b")).isEqualTo(Path.of("/a"));
    assertThat(cache("HUGGINGFACE_HUB_CACHE", "/b", "HF_HOME", "/c")).isEqualTo(Path.of("/b"));
    assertThat(cache("HF_HOME", "/c", "XDG_CACHE_HOME", "/d")).isEqualTo(Path.of("/c/hub"));
    assertThat(cache("XDG_CACHE_HOME", "/d", "X", "")).isEqualTo(Path.of("/d/huggingface/hub"));
    assertThat(cache("HF_HOME", "~/models", "X", "")).isEqualTo(HOME.resolve("models/hub"));
    assertThat(cache("HF_HOME", "$DISK/hf", "DISK", "/e")).isEqualTo(Path.of("/e/hf/hub"));
    assertThat(cache("HF_HOME", "${DISK}/hf", "DISK", "/e")).isEqualTo(Path.of("/e/hf/hub"));
  }

  @Test
  void bothVariablesSetOffline() {
    assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "1")).offline()).isTrue();
    assertThat(HubSettings.of(Map.of("TRANSFORMERS_OFFLINE", "yes")).offline()).isTrue();
    assertThat(HubSettings.of(Map.of("HF_HUB_OFFLINE", "0")).offline()).isFalse();
  }

  @Test
  void takesTheTokenFromTheEnvironmentOrAFile(@TempDir Path home) throws IOException {
    assertThat(HubSettings.of(Map.of("HF_HOME", home.toString())).bearer()).isEmpty();
    Files.writeString(home.resolve("token"), "hf_file\r\n");
    assertThat(HubSettings.of(Map.of("HF_HOME", home.toString())).bearer()).contains("hf_file");
    assertThat(HubSettings.of(Map.of("HF_HOME", home.toString(), "HF_TOKEN", " hf_env\n")).bearer())
        .contains("hf_env");
    assertThat(
            HubSettings.of(
                    Map.of("HF_HOME", home.toString(), "HF_HUB_DISABLE_IMPLICIT_TOKEN", "true"))
                .bearer())
        .isEmpty();
  }

  @Test
  void removesTheTrailingSlashOfTheEndpoint() {
    assertThat(HubSettings.of(Map.of("HF_ENDPOINT", "https://mirror.example/hf/")).endpoint())
        .isEqualTo("https://mirror.example/hf");
  }

  @Test
  void refusesInvalidTimeouts() {
    assertThatThrownBy(() -> HubSettings.of(Map.of("HF_HUB_ETAG_TIMEOUT", "soon")))
        .hasMessage("HF_HUB_ETAG_TIMEOUT must be a number of seconds from 1, is 'soon'");
  }

  @Test
  void masksTheToken() {
    assertThat(HubSettings.of(Map.of("HF_TOKEN", "hf_secret")).toString())
        .doesNotContain("hf_secret");
  }

  @Test
  void masksLogins() {
    var settings = HubSettings.of(Map.of("HF_ENDPOINT", "https://me:hush@mirror.example/hf"));
    assertThat(settings.endpoint()).contains("me:hush@");
    assertThat(settings.toString())
        .contains("https://***@mirror.example/hf")
        .doesNotContain("hush");
    var failures = new HubFailures(settings, HubName.of("acme/e5"));
    assertThat(failures.offline())
        .hasMessageContaining("https://***@mirror")
        .hasMessageNotContaining("hush");
    assertThat(failures.broken(settings.endpoint() + " lies")).hasMessageNotContaining("hush");
    URI hub = URI.create(settings.endpoint());
    assertThat(failures.unreachable(new Unreachable(hub, new IOException("no route"))))
        .hasMessageContaining("https://***@mirror.example cannot be reached")
        .hasMessageNotContaining("hush");
  }

  private static Path cache(String name, String value, String other, String otherValue) {
    return HubSettings.of(Map.of(name, value, other, otherValue)).cache();
  }
}
