package dev.semblance.server.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import dev.semblance.server.command.Console;
import org.junit.jupiter.api.Test;

class ProgressLineTest {
  private static final ProgressLine.ProgressWork WORK =
      new ProgressLine.ProgressWork("indexing", "documents");

  private long now;

  @Test
  void printsALineEveryFewSecondsWithoutATerminal() {
    Console console = new Console();
    try (ProgressLine progress = line(console)) {
      for (int done = 100; done <= 1_200; done += 100) {
        now += 1_000_000_000L;
        progress.at(done, 1_500);
      }
    }
    assertThat(console.err())
        .isEqualTo(
            """
            indexing: 500 of 1,500 documents, 100/s, 0:10 left
            indexing: 1,000 of 1,500 documents, 100/s, 0:05 left
            """);
  }

  @Test
  void terminalShowsABarThatIsRemovedAtTheEnd() {
    Console console = new Console(72);
    try (ProgressLine progress = line(console)) {
      now += 10_000_000_000L;
      progress.at(50, 200);
      progress.draw();
      assertThat(console.err())
          .startsWith("\rindexing ━")
          .contains("─  50 of 200 documents, 5.0/s, 0:30 left")
          .hasSize(72)
          .doesNotContain("\n");
    }
    assertThat(console.err()).endsWith("\r" + " ".repeat(71) + "\r");
  }

  @Test
  void narrowTerminalShowsNoBar() {
    Console console = new Console(40);
    ProgressLine progress = line(console);
    now += 10_000_000_000L;
    progress.at(50, 200);
    progress.draw();
    assertThat(console.err()).isEqualTo("\rindexing 50 of 200 documents, 5.0/s, 0:");
  }

  @Test
  void barMovesBetweenTwoReports() {
    Console console = new Console(72);
    ProgressLine progress = line(console);
    now += 3_000_000_000L;
    progress.draw();
    assertThat(console.err()).contains("\rindexing 0:03 ");
    now += 7_000_000_000L;
    progress.at(50, 200);
    now += 4_000_000_000L;
    progress.draw();
    assertThat(console.err()).contains("50 of 200 documents, 5.0/s, 0:26 left");
  }

  @Test
  void timeLeftIsNotEstimatedFromTheFirstFewUnits() {
    Console console = new Console();
    ProgressLine progress = line(console);
    now += 60_000_000_000L;
    progress.at(1, 57);
    assertThat(console.err()).isEqualTo("indexing: 1 of 57 documents\n");
  }

  @Test
  void unknownTotalShowsCountAndRate() {
    Console console = new Console();
    ProgressLine progress = line(console);
    now += 10_000_000_000L;
    progress.at(5_000, -1);
    assertThat(console.err()).isEqualTo("indexing: 5,000 documents, 500/s\n");
  }

  @Test
  void requestedStopEndsTheRun() {
    Console console = new Console();
    ProgressLine progress = line(console);
    progress.at(1, 2);
    console.stop().request();
    assertThatThrownBy(() -> progress.at(2, 2))
        .isInstanceOf(SemblanceException.class)
        .hasMessage("stopped");
  }

  @Test
  void nextPartCountsFromZero() {
    Console console = new Console();
    ProgressLine progress = line(console);
    now += 100_000_000_000L;
    progress.begin(new ProgressLine.ProgressWork("measuring", "texts"));
    now += 10_000_000_000L;
    progress.at(50, 200);
    assertThat(console.err()).isEqualTo("measuring: 50 of 200 texts, 5.0/s, 0:30 left\n");
  }

  private ProgressLine line(Console console) {
    return new ProgressLine(console.terminal(), console.stop(), WORK, () -> now);
  }
}
