/// Counters and histograms in Prometheus's text format.
@NullMarked
package dev.semblance.server.metric;

import org.jspecify.annotations.NullMarked;
