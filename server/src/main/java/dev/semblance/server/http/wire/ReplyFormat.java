package dev.semblance.server.http.wire;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.json.Json;
import dev.semblance.server.json.Segments;
import dev.semblance.server.output.PackedVectors;
import dev.semblance.server.request.NumberEncoding;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;

/// The format of a task's reply: the first media type of the client's `Accept` header that the
/// reply has.
public enum ReplyFormat {
  /// The default.
  JSON(Dialect.JSON) {
    @Override
    void write(Exchange exchange, HttpReply reply) {
      exchange.contentType(mediaType).result(Json.segments(reply.body()));
    }
  },
  /// Only the numbers of all rows, little-endian.
  RAW("application/octet-stream") {
    @Override
    void write(Exchange exchange, HttpReply reply) {
      describe(exchange, reply).result(bytes(requireNonNull(reply.vectors())::writeRaw));
    }
  },
  /// NumPy's file format.
  NPY("application/x-npy") {
    @Override
    void write(Exchange exchange, HttpReply reply) {
      describe(exchange, reply).result(bytes(requireNonNull(reply.vectors())::writeNpy));
    }
  };

  /// Common clients read header lines of up to 64 KiB.
  private static final int LONGEST_COUNTS = 60_000;

  final String mediaType;

  ReplyFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /// @throws SemblanceException the reply's own fault, if bytes were requested
  static ReplyFormat accepted(Exchange exchange, HttpReply reply) {
    return reply.vectors() == null && reply.fault() == null
        ? JSON
        : accepted(exchange).requireNoFault(reply);
  }

  /// How the client accepts numbers.
  public static NumberEncoding numbers(Exchange exchange) {
    return switch (accepted(exchange)) {
      case JSON -> NumberEncoding.DECIMALS;
      case RAW, NPY -> NumberEncoding.BYTES;
    };
  }

  private static ReplyFormat accepted(Exchange exchange) {
    String accept = exchange.header("Accept");
    if (accept == null) {
      return JSON;
    }
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String type = range.split(";", 2)[0].strip();
      for (ReplyFormat format : values()) {
        if (type.equals(format.mediaType)) {
          return format;
        }
      }
    }
    return JSON;
  }

  private ReplyFormat requireNoFault(HttpReply reply) {
    SemblanceException fault = reply.fault();
    if (this != JSON && fault != null) {
      throw fault;
    }
    return this;
  }

  abstract void write(Exchange exchange, HttpReply reply);

  private static Segments bytes(SegmentWriting writing) {
    var bytes = new Segments();
    try {
      writing.to(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return bytes;
  }

  /// Writes the rows.
  private interface SegmentWriting {
    void to(OutputStream out) throws IOException;
  }

  /// Sets the headers that describe the bytes.
  Exchange describe(Exchange exchange, HttpReply reply) {
    PackedVectors vectors = requireNonNull(reply.vectors());
    if (!vectors.ofEach().isEmpty()) {
      exchange.header("x-semblance-rows", counts(vectors.ofEach()));
    }
    return exchange
        .contentType(mediaType)
        .header("x-semblance-dtype", vectors.element().type())
        .header("x-semblance-shape", vectors.rows().size() + "," + vectors.width());
  }

  private static String counts(List<Integer> rows) {
    String counts = rows.stream().map(String::valueOf).collect(joining(","));
    if (counts.length() > LONGEST_COUNTS) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          "the numbers of rows of %d inputs are too long for a header; send fewer at once, or take"
                  .formatted(rows.size())
              + " JSON");
    }
    return counts;
  }
}
