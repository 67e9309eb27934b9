package dev.semblance.server.http.wire;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.json.Json;
import dev.semblance.server.output.PackedVectors;
import java.util.List;
import java.util.Locale;

/// The forms in which a task's answer leaves; the first that the client's `Accept` names and that
/// there is.
enum ReplyFormat {
  /// For whoever says nothing else.
  JSON(Dialect.JSON) {
    @Override
    void write(Exchange exchange, HttpReply reply) {
      exchange.contentType(mediaType).result(Json.write(reply.body()));
    }
  },
  /// The numbers of all rows and nothing else; little-endian.
  RAW("application/octet-stream") {
    @Override
    void write(Exchange exchange, HttpReply reply) {
      bytes(exchange, reply).result(requireNonNull(reply.vectors()).raw());
    }
  },
  /// NumPy's file format.
  NPY("application/x-npy") {
    @Override
    void write(Exchange exchange, HttpReply reply) {
      bytes(exchange, reply).result(requireNonNull(reply.vectors()).npy());
    }
  };

  /// Clients read lines of 64 KiB.
  private static final int LONGEST_COUNTS = 60_000;

  final String mediaType;

  ReplyFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /// @throws SemblanceException the reply's own fault, where bytes were asked for
  static ReplyFormat of(Exchange exchange, HttpReply reply) {
    String accept = exchange.header("Accept");
    if (accept == null || (reply.vectors() == null && reply.fault() == null)) {
      return JSON;
    }
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String type = range.split(";", 2)[0].strip();
      for (ReplyFormat form : values()) {
        if (type.equals(form.mediaType)) {
          return form.requireRoom(reply);
        }
      }
    }
    return JSON;
  }

  private ReplyFormat requireRoom(HttpReply reply) {
    SemblanceException fault = reply.fault();
    if (this != JSON && fault != null) {
      throw fault;
    }
    return this;
  }

  abstract void write(Exchange exchange, HttpReply reply);

  /// Tells what the bytes are.
  Exchange bytes(Exchange exchange, HttpReply reply) {
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
