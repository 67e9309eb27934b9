/// Counters and histograms, and how Prometheus reads them.
@NullMarked
package dev.semblance.server.metric;

import org.jspecify.annotations.NullMarked;
