package dev.semblance.server.service.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import org.junit.jupiter.api.Test;

class SearchLimiterTest {
  @Test
  void oneMoreThanTheBoundIsRefusedUntilAnotherEnds() {
    var limiter = new SearchLimiter(2);
    String inner =
        limiter.run(() ->
            limiter.run(() -> {
              assertThatThrownBy(() -> limiter.run(() -> "third"))
                  .hasMessageContaining("2 searches are running")
                  .extracting("fault")
                  .isEqualTo(Fault.OVERLOADED);
              return "second";
            }));
    assertThat(inner).isEqualTo("second");
    assertThat(limiter.<String>run(() -> "again")).isEqualTo("again");
  }

  @Test
  void failedSearchIsCountedNoMore() {
    var limiter = new SearchLimiter(1);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() ->
              limiter.run(() -> {
                throw new StackOverflowError("injected");
              }))
          .isInstanceOf(StackOverflowError.class);
    }
  }
}
