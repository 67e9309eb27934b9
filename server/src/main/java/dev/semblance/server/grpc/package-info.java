/// A second thin skin over the service: protobuf in, protobuf out, and its switch from faults to
/// status codes.
///
/// The messages are generated from `src/main/proto`. None of it is loaded unless a port is asked
/// for.
@NullMarked
package dev.semblance.server.grpc;

import org.jspecify.annotations.NullMarked;
