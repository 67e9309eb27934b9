package dev.semblance.engine.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Asserts how broken weights are refused.
final class Refusals {
  private Refusals() {}

  static void assertRefused(Path file, String reason) {
    assertRefused(() -> WeightFiles.openFile(file).close(), reason);
  }

  static void assertRefused(ThrowingCallable opening, String reason) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BROKEN_MODEL))
        .hasMessageContaining(reason);
  }
}
