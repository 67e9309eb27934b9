package dev.semblance.server.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  private final StopSignal stop = new StopSignal();

  @Test
  void checkThrowsAfterARequest() {
    assertThatCode(stop::check).doesNotThrowAnyException();
    stop.request();
    assertThatThrownBy(stop::check)
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED))
        .hasMessage("stopped");
  }

  @Test
  void requestWakesAwait() throws InterruptedException {
    Thread waiting =
        Thread.ofVirtual()
            .start(() -> {
              try {
                stop.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(waiting.join(Duration.ofMillis(20))).isFalse();
    stop.request();
    assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
  }
}
