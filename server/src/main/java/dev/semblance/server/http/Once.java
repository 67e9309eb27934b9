package dev.semblance.server.http;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A value that is computed when it is first used, so that the start does not wait for it. Threads
/// that use it first at once compute it each, and all get one of these values. *Safe for use by
/// many threads.*
final class Once<T> {
  private final AtomicReference<@Nullable T> value = new AtomicReference<>();
  private final Supplier<T> computation;

  /// @param computation has no side effects
  Once(Supplier<T> computation) {
    this.computation = computation;
  }

  T get() {
    T known = value.get();
    if (known == null) {
      known = computation.get();
      value.set(known);
    }
    return known;
  }
}
