package dev.semblance.server.http.wire;

import static java.util.Objects.requireNonNull;

import dev.semblance.server.output.PackedVectors;
import io.javalin.http.Context;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The forms in which a task's answer leaves; the first that the client's `Accept` names and that
/// there is.
enum Form {
  /// For whoever says nothing else.
  JSON(Dialect.JSON) {
    @Override
    void write(Context exchange, Reply reply) {
      exchange.contentType(mediaType).result(Json.write(reply.body()));
    }
  },
  /// The numbers of all rows and nothing else; little-endian.
  RAW("application/octet-stream") {
    @Override
    void write(Context exchange, Reply reply) {
      bytes(exchange, reply).result(requireNonNull(reply.vectors()).raw());
    }
  },
  /// NumPy's file format.
  NPY("application/x-npy") {
    @Override
    void write(Context exchange, Reply reply) {
      bytes(exchange, reply).result(requireNonNull(reply.vectors()).npy());
    }
  };

  final String mediaType;

  Form(String mediaType) {
    this.mediaType = mediaType;
  }

  /// @param vectors null where an answer cannot be bytes
  static Form of(Context exchange, @Nullable PackedVectors vectors) {
    String accept = exchange.header("Accept");
    if (vectors == null || accept == null) {
      return JSON;
    }
    for (String range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      String type = range.split(";", 2)[0].strip();
      for (Form form : values()) {
        if (type.equals(form.mediaType)) {
          return form;
        }
      }
    }
    return JSON;
  }

  abstract void write(Context exchange, Reply reply);

  /// Tells what the bytes are.
  Context bytes(Context exchange, Reply reply) {
    PackedVectors vectors = requireNonNull(reply.vectors());
    return exchange
        .contentType(mediaType)
        .header("x-semblance-dtype", vectors.element().type())
        .header("x-semblance-shape", vectors.rows().size() + "," + vectors.width());
  }
}
