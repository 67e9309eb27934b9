package dev.semblance.server.service.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import org.junit.jupiter.api.Test;

class SearchAdmissionTest {
  @Test
  void oneMoreThanTheBoundIsRefusedUntilAnotherEnds() {
    var admission = new SearchAdmission(2);
    String inner =
        admission.run(() ->
            admission.run(() -> {
              assertThatThrownBy(() -> admission.run(() -> "third"))
                  .hasMessageContaining("2 searches are running")
                  .extracting("fault")
                  .isEqualTo(Fault.OVERLOADED);
              return "second";
            }));
    assertThat(inner).isEqualTo("second");
    assertThat(admission.<String>run(() -> "again")).isEqualTo("again");
  }

  @Test
  void failedSearchIsCountedNoMore() {
    var admission = new SearchAdmission(1);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() ->
              admission.run(() -> {
                throw new StackOverflowError("injected");
              }))
          .isInstanceOf(StackOverflowError.class);
    }
  }
}
