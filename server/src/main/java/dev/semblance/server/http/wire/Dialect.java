package dev.semblance.server.http.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.SemblanceException;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.tei.TeiMessages;
import java.io.IOException;

/// The error format of a family of routes.
public enum Dialect {
  /// text-embeddings-inference: `{"error","error_type"}` for faults, plain text for unreadable
  /// requests.
  TEI {
    @Override
    public String message(SemblanceException fault) {
      return TeiMessages.of(fault).getMessage();
    }

    @Override
    public void error(JsonGenerator json, ErrorStatus status, String message) throws IOException {
      json.writeStringField("error", message);
      json.writeStringField("error_type", status.type());
    }
  },
  /// OpenAI's route of text-embeddings-inference: a flat `{"message","code","type"}` for faults,
  /// plain text for unreadable requests.
  OPENAI {
    @Override
    public String message(SemblanceException fault) {
      return TEI.message(fault);
    }

    @Override
    public void error(JsonGenerator json, ErrorStatus status, String message) throws IOException {
      json.writeStringField("message", message);
      json.writeNumberField("code", status.status());
      json.writeStringField("type", status.type());
    }
  },
  /// OpenAI: all errors as `{"error":{"message","type","param","code"}}`.
  OPENAI_NESTED {
    @Override
    public void error(JsonGenerator json, ErrorStatus status, String message) throws IOException {
      json.writeObjectFieldStart("error");
      json.writeStringField("message", message);
      json.writeStringField("type", status.type());
      json.writeNullField("param");
      json.writeNumberField("code", status.status());
      json.writeEndObject();
    }

    @Override
    public void refuse(Exchange reply, HttpError error) {
      fail(reply, ErrorStatus.to(error), error.getMessage());
    }
  },
  /// Cohere's rerank, version 2: all errors as `{"message"}`.
  COHERE {
    @Override
    public void error(JsonGenerator json, ErrorStatus status, String message) throws IOException {
      json.writeStringField("message", message);
    }

    @Override
    public void refuse(Exchange reply, HttpError error) {
      fail(reply, ErrorStatus.to(error), error.getMessage());
    }
  },
  /// Jina's rerank, version 1: all errors as `{"detail"}`.
  JINA {
    @Override
    public void error(JsonGenerator json, ErrorStatus status, String message) throws IOException {
      json.writeStringField("detail", message);
    }

    @Override
    public void refuse(Exchange reply, HttpError error) {
      fail(reply, ErrorStatus.to(error), error.getMessage());
    }
  },
  /// Semblance's own routes: all errors as `{"error","error_type"}`.
  SEMBLANCE {
    @Override
    public void error(JsonGenerator json, ErrorStatus status, String message) throws IOException {
      TEI.error(json, status, message);
    }

    @Override
    public void refuse(Exchange reply, HttpError error) {
      fail(reply, ErrorStatus.to(error), error.getMessage());
    }
  };

  public static final String JSON = "application/json";

  /// The message of a fault.
  public String message(SemblanceException fault) {
    return fault.getMessage();
  }

  /// Writes the fields of an error.
  public abstract void error(JsonGenerator json, ErrorStatus status, String message)
      throws IOException;

  /// Replies with an error.
  public void fail(Exchange reply, ErrorStatus status, String message) {
    reply.status(status.status());
    reply.contentType(JSON);
    reply.result(
        Json.write(json -> {
          json.writeStartObject();
          error(json, status, message);
          json.writeEndObject();
        }));
  }

  /// Replies to a request that HTTP or JSON makes unreadable.
  public void refuse(Exchange reply, HttpError error) {
    reply.status(error.status());
    reply.contentType("text/plain; charset=utf-8");
    // As text-embeddings-inference: no message without a valid key.
    reply.result(error.status() == 401 ? "" : error.getMessage());
  }
}
