package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.settings.IgnoredVariables;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IgnoredVariablesTest {
  private static final Map<String, String> SERVICE =
      Map.of(
          "SEMBLANCE_PORT", "tcp://10.96.1.7:8080",
          "SEMBLANCE_SERVICE_HOST", "10.96.1.7",
          "SEMBLANCE_SERVICE_PORT", "8080",
          "SEMBLANCE_SERVICE_PORT_HTTP", "8080",
          "SEMBLANCE_PORT_8080_TCP", "tcp://10.96.1.7:8080",
          "SEMBLANCE_PORT_8080_TCP_ADDR", "10.96.1.7",
          "SEMBLANCE_ADMIN_PORT", "tcp://10.96.1.8:80",
          "PATH", "/bin");

  @Test
  void variablesOfAKubernetesServiceAreIgnoredWithOneLine() {
    assertThat(warnings(SERVICE))
        .singleElement()
        .asString()
        .startsWith("environment variable SEMBLANCE_PORT=tcp://10.96.1.7:8080 is ignored: Kube");
  }

  @Test
  void serverInThePodOfThatServiceKeepsItsPort() {
    Console console = new Console();
    SERVICE.forEach(console::with);
    assertThat(console.run("serve", "--print-settings")).isZero();
    assertThat(console.out())
        .contains("port: 8080  # default", "# environment variable SEMBLANCE_PORT=tcp://");
  }

  @Test
  void mistypedVariableIsNamedWithTheNearest() {
    assertThat(warnings(Map.of("SEMBLANCE_PROT", "81", "SEMBLANCE_JAVA_OPTS", "-Xmx2g")))
        .containsExactly(
            "environment variable SEMBLANCE_PROT sets nothing (did you mean SEMBLANCE_PORT?)");
    assertThat(warnings(Map.of("SEMBLANCE_NONSENSE_AND_MORE", "1")))
        .containsExactly("environment variable SEMBLANCE_NONSENSE_AND_MORE sets nothing");
  }

  private static List<String> warnings(Map<String, String> environment) {
    return IgnoredVariables.warnings(environment, Console.serveSettings());
  }
}
