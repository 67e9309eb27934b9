package dev.semblance.server.command.text;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.command.terminal.StopSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class TextLinesTest {
  private final StopSignal stop = new StopSignal();

  @Test
  void stopEndsARead() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.sink().write(ByteBuffer.wrap("one\n".getBytes(UTF_8)));
    try (TextLines lines = TextLines.ofChannel(pipe.source(), stop)) {
      assertThat(lines.next(1)).containsExactly("one");
      Thread.ofVirtual()
          .start(() -> {
            try {
              Thread.sleep(50);
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
            stop.request();
          });
      assertStops(lines);
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void nothingIsReadAfterAStop() throws IOException {
    stop.request();
    try (TextLines lines = TextLines.ofChannel(Pipe.open().source(), stop)) {
      assertStops(lines);
    }
  }

  private static void assertStops(TextLines lines) {
    assertThatThrownBy(() -> lines.next(1))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
  }
}
