package dev.semblance.server.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.request.MemoryReservation;
import dev.semblance.server.request.NumberEncoding;
import dev.semblance.server.request.RequestMemory;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IdleCollectionTest {
  private final RequestMemory memory = new RequestMemory(1L << 30);
  private final AtomicInteger collections = new AtomicInteger();
  private final IdleCollection idle = new IdleCollection(memory, collections::incrementAndGet);

  private void request(long bytes) {
    try (MemoryReservation request = memory.open(NumberEncoding.DECIMALS)) {
      request.take(bytes);
    }
  }

  @Test
  void collectsOnceAfterTheStart() {
    idle.check();
    idle.check();
    assertThat(collections).hasValue(1);
  }

  @Test
  void collectsOnceWhenALoadIsOver() {
    idle.check();
    for (int i = 0; i < 3; i++) {
      request(100 << 20);
      idle.check();
    }
    assertThat(collections).hasValue(1);
    request(10_000);
    idle.check();
    idle.check();
    assertThat(collections).hasValue(2);
  }

  @Test
  void doesNotCollectForLittleWorkOrForAReplyThatIsStillSent() {
    idle.check();
    request(1 << 20);
    idle.check();
    idle.check();
    try (MemoryReservation request = memory.open(NumberEncoding.DECIMALS)) {
      request.take(100 << 20);
      idle.check();
      idle.check();
      assertThat(collections).hasValue(1);
    }
    idle.check();
    assertThat(collections).hasValue(2);
  }
}
