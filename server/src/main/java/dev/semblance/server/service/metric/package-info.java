/// Metrics of the services: requests, models, searches, collections and the process.
@NullMarked
package dev.semblance.server.service.metric;

import org.jspecify.annotations.NullMarked;
