package dev.semblance.server.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RequestMemoryTest {
  private final RequestMemory memory = new RequestMemory(1_000);

  private MemoryReservation open() {
    return memory.open(NumberEncoding.DECIMALS);
  }

  private static void assertRefused(ThrowingCallable work, Fault fault, String message) {
    assertThatThrownBy(work)
        .hasMessageContaining(message)
        .extracting(e -> ((SemblanceException) e).fault())
        .isEqualTo(fault);
  }

  @Test
  void requestTakesHalfAtMost() {
    try (MemoryReservation request = open()) {
      request.takeForBody(100);
      request.take(400);
      assertRefused(
          () -> request.take(1),
          Fault.TOO_LARGE,
          "need about 501 bytes of memory, the limit is 500; send fewer inputs at once");
    }
    assertThat(memory.held()).isZero();
    assertThat(memory.refused()).isEqualTo(1);
  }

  @Test
  void requestIsRefusedForTheTimeThatOthersHoldTheMemory() {
    MemoryReservation first = open();
    first.take(500);
    MemoryReservation second = open();
    second.take(450);
    MemoryReservation third = open();
    assertRefused(
        () -> third.take(51),
        Fault.OVERLOADED,
        "other requests hold 950 of the 1000 bytes of memory for requests; retry later");
    first.close();
    third.take(51);
    assertThat(memory.held()).isEqualTo(501);
  }

  @Test
  void bodiesLeaveHalfToRequestsThatAreRead() {
    open().takeForBody(400);
    MemoryReservation next = open();
    assertRefused(() -> next.takeForBody(101), Fault.OVERLOADED, "retry later");
    next.takeForBody(100);
    next.take(400);
    assertThat(memory.held()).isEqualTo(900);
  }

  @Test
  void closedReservationHoldsAndTakesNothing() {
    MemoryReservation request = open();
    request.take(300);
    request.giveBack(100);
    assertThat(memory.held()).isEqualTo(200);
    request.close();
    request.close();
    request.giveBack(100);
    assertRefused(() -> request.take(1), Fault.CANCELLED, "the request has ended");
    assertThat(memory.held()).isZero();
  }

  @Test
  void numbersTakeWhatTheirEncodingWrites() {
    assertThat(NumberEncoding.DECIMALS.bytes(Float.BYTES)).isEqualTo(13);
    assertThat(NumberEncoding.DECIMALS.bytes(1)).isEqualTo(5);
    assertThat(NumberEncoding.DECIMALS.bytes(1.0 / 8)).isEqualTo(5.0 / 8);
    assertThat(NumberEncoding.BYTES.bytes(Float.BYTES)).isEqualTo(4);
  }

  @Test
  void standardLimitFollowsTheHeap() {
    assertThat(RequestMemory.standardLimit()).isBetween(32L << 20, 1L << 30);
    assertThatIllegalArgumentException().isThrownBy(() -> new RequestMemory(0));
  }
}
