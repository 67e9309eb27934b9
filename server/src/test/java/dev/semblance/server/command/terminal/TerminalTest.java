package dev.semblance.server.command.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class TerminalTest {
  @Test
  void notesHaveNoControlCharacters() {
    var err = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(err, true, UTF_8);
    new Terminal(stream, stream, Terminal.Attached.files(0)).note("a\0b\u001b[2Jc\nd");
    assertThat(err.toString(UTF_8)).isEqualTo("a\\u0000b\\u001b[2Jc\\nd" + System.lineSeparator());
  }
}
