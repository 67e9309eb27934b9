/// API keys and their limits, TLS identity, listen address, and draining at shutdown.
@NullMarked
package dev.semblance.server.access;

import org.jspecify.annotations.NullMarked;
