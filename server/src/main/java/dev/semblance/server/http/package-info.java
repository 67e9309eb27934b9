/// A thin skin over the service: JSON in, JSON out, and the one switch from faults to status codes.
@NullMarked
package dev.semblance.server.http;

import org.jspecify.annotations.NullMarked;
