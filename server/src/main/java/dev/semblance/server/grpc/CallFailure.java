package dev.semblance.server.grpc;

import com.google.protobuf.Any;
import com.google.protobuf.Duration;
import com.google.rpc.RetryInfo;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.request.RetryAfter;
import dev.semblance.server.request.UnexpectedFailure;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import semblance.v1.Embedding;
import semblance.v1.InputError;

/// Conversion of failures to gRPC statuses.
final class CallFailure {
  private static final Logger LOG = LoggerFactory.getLogger(CallFailure.class);

  /// Limit of descriptions, because clients limit the size of headers.
  private static final int LONGEST_DESCRIPTION = 1_000;

  private static final Metadata.Key<String> PUSHBACK =
      Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

  private CallFailure() {}

  static StatusRuntimeException of(Throwable failure) {
    SemblanceException known = UnexpectedFailure.fault(failure);
    Status status = Status.fromCode(code(known.fault())).withDescription(description(known));
    if (isServerFailure(status.getCode()) || known.getCause() instanceof OutOfMemoryError) {
      LOG.error("a gRPC call failed", known);
    }
    return known.fault() == Fault.OVERLOADED
        ? retryLater(status, RetryAfter.seconds(known))
        : status.asRuntimeException();
  }

  /// The status of calls that the server does not answer because it stops; clients should call
  /// another one.
  static StatusRuntimeException stopping() {
    return Status.UNAVAILABLE.withDescription("the server is stopping").asRuntimeException();
  }

  /// The error of an input that could not be served, in its place in the reply.
  static Embedding ofInput(SemblanceException fault) {
    Status.Code code = code(fault.fault());
    if (isServerFailure(code)) {
      LOG.error("an input of a gRPC call failed", fault);
    }
    var error =
        InputError.newBuilder()
            .setIndex(fault.input())
            .setCode(code.value())
            .setMessage(description(fault));
    return Embedding.newBuilder().setError(error).build();
  }

  private static boolean isServerFailure(Status.Code code) {
    return code == Status.Code.INTERNAL || code == Status.Code.DATA_LOSS;
  }

  /// The one place where a fault becomes a status code of gRPC.
  private static Status.Code code(Fault fault) {
    return switch (fault) {
      case EMPTY, INVALID, TOO_LARGE -> Status.Code.INVALID_ARGUMENT;
      case UNSUPPORTED, UNTOKENIZABLE, BROKEN_MODEL -> Status.Code.FAILED_PRECONDITION;
      case OVERLOADED, DISK_FULL -> Status.Code.RESOURCE_EXHAUSTED;
      case NOT_FOUND -> Status.Code.NOT_FOUND;
      case CANCELLED -> Status.Code.CANCELLED;
      case CORRUPT_INDEX -> Status.Code.DATA_LOSS;
      case INTERNAL -> Status.Code.INTERNAL;
    };
  }

  /// States when to retry: in `RetryInfo` for clients, and in a trailer for gRPC's own retries.
  private static StatusRuntimeException retryLater(Status status, int seconds) {
    Metadata trailers = new Metadata();
    trailers.put(PUSHBACK, Integer.toString(seconds * 1_000));
    var delay = Duration.newBuilder().setSeconds(seconds);
    return StatusProto.toStatusRuntimeException(
        com.google.rpc.Status.newBuilder()
            .setCode(status.getCode().value())
            .setMessage(String.valueOf(status.getDescription()))
            .addDetails(Any.pack(RetryInfo.newBuilder().setRetryDelay(delay).build()))
            .build(),
        trailers);
  }

  private static String description(SemblanceException e) {
    String message = e.getMessage();
    return message.length() <= LONGEST_DESCRIPTION
        ? message
        : message.substring(0, LONGEST_DESCRIPTION) + "…";
  }
}
