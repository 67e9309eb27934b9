package dev.semblance.server.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OtlpSettingsTest {
  @ParameterizedTest
  @CsvSource({
    "http://c:4318, http://c:4318/v1/traces",
    "http://c:4318/, http://c:4318/v1/traces",
    "https://c/otlp, https://c/otlp/v1/traces",
    "http://c:4318/v1/traces, http://c:4318/v1/traces"
  })
  void spansArePostedBelowTheEndpoint(String endpoint, String posted) {
    assertThat(OtlpSettings.of(OtlpSettings.endpoint(endpoint), "s").traces()).isEqualTo(posted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost:4317", "c", "ftp://c", "http://", "http://a b"})
  void otherThingsAreNoEndpoints(String text) {
    assertThatThrownBy(() -> OtlpSettings.endpoint(text))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("'" + text + "' is no OTLP endpoint");
  }

  @Test
  void thePortDecidesTheProtocolByDefault() {
    assertThat(OtlpSettings.Protocol.of(URI.create("http://c:4317")))
        .isEqualTo(OtlpSettings.Protocol.GRPC);
    assertThat(OtlpSettings.Protocol.of(URI.create("http://c:4318")))
        .isEqualTo(OtlpSettings.Protocol.HTTP);
    assertThat(OtlpSettings.Protocol.of(URI.create("https://c")))
        .isEqualTo(OtlpSettings.Protocol.HTTP);
  }

  @Test
  void headersStayOutOfLogs() {
    var settings =
        new OtlpSettings(
            URI.create("http://c"), OtlpSettings.Protocol.HTTP, "s", Map.of("key", "hush"));
    assertThat(settings.toString()).contains("http://c").doesNotContain("hush");
  }

  @Test
  void aLoginStaysOutOfLogs() {
    var settings = OtlpSettings.of(OtlpSettings.endpoint("http://me:hush@c:4318/x"), "s");
    assertThat(settings.traces()).isEqualTo("http://me:hush@c:4318/x/v1/traces");
    assertThat(settings.toString()).contains("http://***@c:4318/x").doesNotContain("hush");
    assertThat(settings.shown()).isEqualTo("http://***@c:4318/x");
    assertThatThrownBy(() -> OtlpSettings.endpoint("ftp://me:hu/sh@c"))
        .hasMessageContaining("'ftp://***@c' is no OTLP endpoint")
        .hasMessageNotContaining("sh@");
  }
}
