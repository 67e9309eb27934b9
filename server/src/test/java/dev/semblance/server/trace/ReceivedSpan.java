package dev.semblance.server.trace;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// A span as a collector reads it, by the field numbers of OTLP.
///
/// Source: opentelemetry-proto, `trace/v1/trace.proto`, `common/v1/common.proto`.
///
/// @param parent hexadecimal, empty for a span without one
/// @param start nanoseconds since the epoch, as `end`
/// @param status 0 unset, 2 an error
record ReceivedSpan(
    String trace,
    String id,
    String parent,
    String name,
    int kind,
    long start,
    long end,
    Map<String, Object> attributes,
    int status) {
  static final int SERVER = 2;

  /// The spans of an ExportTraceServiceRequest.
  static List<ReceivedSpan> all(byte[] request) {
    return each(parse(ByteString.copyFrom(request)), 1)
        .flatMap(resource -> each(resource, 2))
        .flatMap(scope -> each(scope, 2))
        .map(ReceivedSpan::of)
        .toList();
  }

  /// What the server that an ExportTraceServiceRequest comes from is called.
  static String service(byte[] request) {
    return each(parse(ByteString.copyFrom(request)), 1)
        .flatMap(resource -> each(resource, 1))
        .map(resource -> attributes(resource, 1).get("service.name"))
        .map(String::valueOf)
        .findFirst()
        .orElse("");
  }

  long nanos() {
    return end - start;
  }

  private static ReceivedSpan of(UnknownFieldSet span) {
    return new ReceivedSpan(
        hex(span, 1),
        hex(span, 2),
        hex(span, 4),
        text(span, 5),
        (int) number(span, 6),
        span.getField(7).getFixed64List().getFirst(),
        span.getField(8).getFixed64List().getFirst(),
        attributes(span, 9),
        (int) each(span, 15).mapToLong(status -> number(status, 3)).sum());
  }

  private static Map<String, Object> attributes(UnknownFieldSet of, int field) {
    Map<String, Object> attributes = new TreeMap<>();
    each(of, field)
        .forEach(
            pair -> each(pair, 2).forEach(value -> attributes.put(text(pair, 1), value(value))));
    return attributes;
  }

  private static Object value(UnknownFieldSet any) {
    return any.hasField(1) ? text(any, 1) : Long.valueOf(number(any, 3));
  }

  private static Stream<UnknownFieldSet> each(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().stream().map(ReceivedSpan::parse);
  }

  private static String text(UnknownFieldSet message, int field) {
    return message.getField(field).getLengthDelimitedList().getFirst().toStringUtf8();
  }

  private static String hex(UnknownFieldSet message, int field) {
    Field bytes = message.getField(field);
    return bytes.getLengthDelimitedList().stream()
        .map(one -> HexFormat.of().formatHex(one.toByteArray()))
        .findFirst()
        .orElse("");
  }

  private static long number(UnknownFieldSet message, int field) {
    return message.getField(field).getVarintList().stream().mapToLong(Long::longValue).sum();
  }

  private static UnknownFieldSet parse(ByteString bytes) {
    try {
      return UnknownFieldSet.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
