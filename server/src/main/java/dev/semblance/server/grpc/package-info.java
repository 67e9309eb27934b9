/// gRPC services, and the switch from faults to status codes.
///
/// The messages are generated from `src/main/proto`. The package is loaded only where a gRPC port
/// is set.
@NullMarked
package dev.semblance.server.grpc;

import org.jspecify.annotations.NullMarked;
