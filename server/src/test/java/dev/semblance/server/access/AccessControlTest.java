package dev.semblance.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.AccessDecision.Admitted;
import dev.semblance.server.access.AccessDecision.Closing;
import dev.semblance.server.access.AccessDecision.KeyRejected;
import dev.semblance.server.access.AccessDecision.LimitReached;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AccessControlTest {
  private final AtomicLong clock = new AtomicLong();

  @Test
  void admitsEveryCallerWhereThereIsNoKey() {
    assertThat(visit(AccessControl.open(), null).keyName()).isEmpty();
    assertThat(visit(AccessControl.open(), "Bearer whatever").keyName()).isEmpty();
  }

  @Test
  void knowsEachKeyByItsName() {
    AccessControl access = access(key("a", Allowance.UNLIMITED), key("b", Allowance.UNLIMITED));
    assertThat(visit(access, "Bearer secret-a").keyName()).isEqualTo("a");
    assertThat(visit(access, "Bearer secret-b").keyName()).isEqualTo("b");
    for (String wrong : new String[] {"Bearer secret", "secret-a", "Bearer  secret-a", ""}) {
      assertThat(access.enter(wrong, null)).isEqualTo(new KeyRejected());
    }
    assertThat(access.enter(null, null)).isEqualTo(new KeyRejected());
  }

  @Test
  void holdsAKeyToItsRateAndNoOther() {
    AccessControl access = access(key("a", new Allowance(2, 9)), key("b", Allowance.UNLIMITED));
    assertThat(access.enter("Bearer secret-a", null)).isInstanceOf(Admitted.class);
    assertThat(access.enter("Bearer secret-a", null)).isInstanceOf(Admitted.class);
    assertThat(access.enter("Bearer secret-a", null))
        .isEqualTo(
            new LimitReached("the API key 'a' is limited to 2 requests a second; retry later"));
    assertThat(access.enter("Bearer secret-b", null)).isInstanceOf(Admitted.class);
    clock.addAndGet(500_000_000);
    Permit visit = visit(access, "Bearer secret-a");
    assertThat(visit.countRequest()).isFalse();
    clock.addAndGet(500_000_000);
    assertThat(visit.countRequest()).isTrue();
  }

  @Test
  void holdsAKeyToWhatItMayDoAtOnce() {
    AccessControl access = access(key("a", new Allowance(100, 1)));
    Permit first = visit(access, "Bearer secret-a");
    assertThat(access.enter("Bearer secret-a", null))
        .isEqualTo(
            new LimitReached(
                "the API key 'a' has 1 requests in progress, which is its limit; retry when one has"
                    + " ended"));
    first.close();
    first.close();
    Permit second = visit(access, "Bearer secret-a");
    assertThat(access.enter("Bearer secret-a", null)).isInstanceOf(LimitReached.class);
    second.close();
  }

  @Test
  void holdsAKeyToItsInputsHoweverManyComeAtOnce() {
    AccessControl access =
        access(key("a", new Allowance(100, 100, 10)), key("b", Allowance.UNLIMITED));
    Permit visit = visit(access, "Bearer secret-a");
    visit.charge(4);
    visit.charge(26); // owes 20
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> visit(access, "Bearer secret-a").charge(1))
        .withMessage("the API key 'a' is limited to 10 inputs a second; retry later")
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.OVERLOADED))
        .satisfies(e -> assertThat(e.retryAfter()).isEqualTo(Duration.ofMillis(2_100)));
    visit(access, "Bearer secret-b").charge(1_000_000);
    clock.addAndGet(2_100_000_000);
    visit.charge(1);
    assertThatExceptionOfType(SemblanceException.class).isThrownBy(() -> visit.charge(1));
    visit(AccessControl.open(), null).charge(1_000_000);
  }

  @Test
  void letsBulkCallersWaitForInputs() {
    AccessControl access = AccessControl.of(List.of(key("a", new Allowance(100, 100, 10))));
    Permit visit = visit(access, "Bearer secret-a");
    long start = System.nanoTime();
    visit.awaitAndCharge(12);
    visit.awaitAndCharge(1);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(290), Duration.ofSeconds(10));
    visit.awaitAndCharge(100);
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(SemblanceException.class)
        .isThrownBy(() -> visit.awaitAndCharge(1))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void closesWhenTheLastOneHasLeft() throws Exception {
    AccessControl access = AccessControl.open();
    Permit visit = visit(access, null);
    var notified = new CompletableFuture<Boolean>();
    access.onClosing(() -> notified.complete(true));
    CompletableFuture<Integer> closed = new CompletableFuture<>();
    Thread closer =
        Thread.startVirtualThread(() -> {
          try {
            closed.complete(access.close(Duration.ofSeconds(60)));
          } catch (InterruptedException e) {
            closed.completeExceptionally(e);
          }
        });
    assertThat(notified.get(10, TimeUnit.SECONDS)).isTrue();
    assertThat(access.isClosing()).isTrue();
    assertThat(access.enter(null, null)).isEqualTo(new Closing());
    assertThat(closed).isNotDone();
    visit.close();
    assertThat(closed.get(10, TimeUnit.SECONDS)).isZero();
    closer.join();
  }

  @Test
  void waitsNoLongerThanTheLimit() throws InterruptedException {
    AccessControl access = AccessControl.open();
    Permit visit = visit(access, null);
    assertThat(access.close(Duration.ofMillis(20))).isEqualTo(1);
    assertThat(access.close(Duration.ZERO)).isEqualTo(1);
    visit.close();
    assertThat(access.close(Duration.ZERO)).isZero();
  }

  @Test
  void keepsSecretsOutOfLogs() {
    assertThat(key("a", Allowance.UNLIMITED).toString())
        .contains("name=a")
        .doesNotContain("secret-a");
    assertThatIllegalArgumentException().isThrownBy(() -> new Key("a", " ", Allowance.UNLIMITED));
    assertThatIllegalArgumentException().isThrownBy(() -> new Allowance(0, 1));
    assertThatIllegalArgumentException().isThrownBy(() -> new Allowance(1, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new Allowance(1, 1, 0));
  }

  private AccessControl access(Key... keys) {
    return AccessControl.of(List.of(keys), clock::get);
  }

  private static Key key(String name, Allowance allowance) {
    return new Key(name, "secret-" + name, allowance);
  }

  private static Permit visit(AccessControl access, @Nullable String authorization) {
    if (access.enter(authorization, null) instanceof Admitted(Permit visit)) {
      return visit;
    }
    throw new AssertionError("not let in");
  }
}
