/// What is known of a request while it is served: route, priority, deadline, trace and quota.
@NullMarked
package dev.semblance.server.request;

import org.jspecify.annotations.NullMarked;
