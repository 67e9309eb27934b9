package dev.semblance.server.metric;

import java.util.concurrent.atomic.LongAdder;

/// A number that only grows. *Safe for use by many threads.*
public final class Counter implements Meter {
  private final LongAdder number = new LongAdder();

  public void add(long more) {
    number.add(more);
  }

  @Override
  public void write(Exposition out, String name, MetricLabels labels) {
    out.sample(name, labels, number.sum());
  }
}
