package dev.semblance.server.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Fault;
import dev.semblance.Priority;
import dev.semblance.Scheduling;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.Permit;
import dev.semblance.server.trace.ModelCall;
import dev.semblance.server.trace.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Each stage reports to one list of events.
class RequestChainTest {
  private static final ServiceOperation SEARCH =
      new ServiceOperation.SearchCollection("c", "dense+lexical");
  private static final ServiceOperation EMBED = new ServiceOperation.ComputeEmbeddings(null, false);
  private static final ServiceOperation WRITE = new ServiceOperation.WriteDocuments("c");
  private static final Scheduling GIVEN = Scheduling.INTERACTIVE;

  private final List<String> events = new ArrayList<>();
  private final RequestChain chain = new RequestChain(new EventMeter());

  private boolean open = true;
  private @Nullable SemblanceException quotaUsedUp;
  private RequestTiming timing = RequestTiming.now();

  private String run(ServiceOperation operation, int inputs, Supplier<String> action) {
    RequestContext context =
        new RequestContext(
            "/r",
            timing,
            new HeldResources(new EventPermit(), MemoryReservation.unlimited()),
            new EventTrace(),
            new EventWatch());
    return chain.run(context, new Call<>(operation, inputs, action));
  }

  private String action() {
    CurrentRequest.trace().part("action", 0, 0);
    events.add("action");
    return "reply";
  }

  @Test
  void stagesRunInTheirOrder() {
    assertThat(RequestChain.StageName.values())
        .extracting(Enum::name)
        .containsExactly("ACCESS", "QUOTA", "METERS", "TRACE", "CANCEL");
    assertThat(run(SEARCH, 1, this::action)).isEqualTo("reply");
    assertThat(events)
        .containsExactly(
            "access",
            "charge 1",
            "arrived",
            "watch",
            "part action", // inside TRACE, which has bound the request's trace
            "action",
            "unwatch",
            "part search",
            "answered reply");
  }

  @Test
  void callsOfAnEndedRequestAreRefusedBeforeTheyAreChargedOrCounted() {
    open = false;
    assertThatThrownBy(() -> run(EMBED, 1, this::action))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.CANCELLED));
    assertThat(events).containsExactly("access");
  }

  @Test
  void callsBeyondTheQuotaAreCountedAndNotRun() {
    quotaUsedUp = new SemblanceException(Fault.OVERLOADED, "used up");
    assertThatThrownBy(() -> run(EMBED, 3, this::action)).isSameAs(quotaUsedUp);
    assertThat(events).containsExactly("access", "charge 3", "arrived", "failed OVERLOADED");
  }

  @Test
  void writesWaitForTheQuotaAndAreNotInterrupted() {
    run(WRITE, 2, this::action);
    assertThat(events)
        .containsExactly("access", "await 2", "arrived", "part action", "action", "answered reply");
  }

  @Test
  void callsWithoutInputsAreNotCharged() {
    run(new ServiceOperation.ReadDocument("c"), 0, this::action);
    assertThat(events).doesNotContain("charge 0").contains("action");
  }

  @Test
  void errorsAreCountedToo() {
    assertThatThrownBy(() ->
            run(
                EMBED,
                1,
                () -> {
                  throw new OutOfMemoryError("injected");
                }))
        .isInstanceOf(OutOfMemoryError.class);
    assertThat(events).endsWith("unwatch", "failed INTERNAL");
  }

  @Test
  void searchesPastTheirDeadlineAreRefusedAndEmbeddingsLeftToTheBatchQueue() {
    timing = new RequestTiming(null, Duration.ofMillis(1), System.nanoTime() - 2_000_000);
    assertThatThrownBy(() -> run(SEARCH, 1, this::action))
        .hasMessageStartingWith("the deadline of 1 ms passed before the request was begun");
    assertThat(events).endsWith("failed OVERLOADED");
    assertThat(run(EMBED, 1, this::action)).isEqualTo("reply");
  }

  @Test
  void headersScheduleTheModelCallsOfASearchAlone() {
    timing = new RequestTiming(Priority.BULK, null, System.nanoTime());
    List<Scheduling> seen = new ArrayList<>();
    for (ServiceOperation operation : List.of(SEARCH, EMBED, WRITE)) {
      run(
          operation,
          1,
          () -> {
            seen.add(CurrentRequest.scheduling(GIVEN));
            return "";
          });
    }
    assertThat(seen).containsExactly(Scheduling.BULK, GIVEN, GIVEN);
    assertThat(CurrentRequest.scheduling(GIVEN)).isEqualTo(GIVEN);
  }

  private final class EventPermit implements Permit {
    @Override
    public String keyName() {
      return "";
    }

    @Override
    public boolean isOpen() {
      events.add("access");
      return open;
    }

    @Override
    public boolean countRequest() {
      return true;
    }

    @Override
    public RequestPlace awaitPlace() {
      return RequestPlace.UNCOUNTED;
    }

    @Override
    public void onStopping(Runnable task) {}

    @Override
    public void charge(int inputs) {
      events.add("charge " + inputs);
      if (quotaUsedUp != null) {
        throw quotaUsedUp;
      }
    }

    @Override
    public void awaitAndCharge(int inputs) {
      events.add("await " + inputs);
    }

    @Override
    public void close() {}
  }

  private final class EventMeter implements CallMeter {
    @Override
    public Pending arrived(RequestContext context, Call<?> call) {
      events.add("arrived");
      return new Pending() {
        @Override
        public void answered(Object reply) {
          events.add("answered " + reply);
        }

        @Override
        public void failed(SemblanceException fault) {
          events.add("failed " + fault.fault());
        }
      };
    }
  }

  private final class EventTrace implements Trace {
    @Override
    public void called(Supplier<ModelCall> call) {}

    @Override
    public void part(String name, long from, long until) {
      events.add("part " + name);
    }

    @Override
    public void ended(int status) {}
  }

  private final class EventWatch implements ConnectionWatch {
    @Override
    public <R> R whileConnected(Supplier<R> action) {
      events.add("watch");
      try {
        return action.get();
      } finally {
        events.add("unwatch");
      }
    }
  }
}
