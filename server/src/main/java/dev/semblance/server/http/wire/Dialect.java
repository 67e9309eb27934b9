package dev.semblance.server.http.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.server.json.Json;
import java.io.IOException;

/// How a family of routes words its errors.
public enum Dialect {
  /// text-embeddings-inference: faults as `{"error","error_type"}`, unreadable requests in plain
  /// text.
  TEI {
    @Override
    public void error(JsonGenerator json, ErrorStatus answer, String message) throws IOException {
      json.writeStringField("error", message);
      json.writeStringField("error_type", answer.type());
    }
  },
  /// The same server's OpenAI route: faults as a flat `{"message","code","type"}`.
  OPENAI {
    @Override
    public void error(JsonGenerator json, ErrorStatus answer, String message) throws IOException {
      json.writeStringField("message", message);
      json.writeNumberField("code", answer.status());
      json.writeStringField("type", answer.type());
    }
  },
  /// OpenAI itself: everything as `{"error":{"message","type","param","code"}}`.
  OPENAI_NESTED {
    @Override
    public void error(JsonGenerator json, ErrorStatus answer, String message) throws IOException {
      json.writeObjectFieldStart("error");
      json.writeStringField("message", message);
      json.writeStringField("type", answer.type());
      json.writeNullField("param");
      json.writeNumberField("code", answer.status());
      json.writeEndObject();
    }

    @Override
    public void refuse(Exchange reply, HttpError refusal) {
      fail(reply, ErrorStatus.to(refusal), refusal.getMessage());
    }
  },
  /// Cohere's rerank, version 2: everything as `{"message"}`.
  COHERE {
    @Override
    public void error(JsonGenerator json, ErrorStatus answer, String message) throws IOException {
      json.writeStringField("message", message);
    }

    @Override
    public void refuse(Exchange reply, HttpError refusal) {
      fail(reply, ErrorStatus.to(refusal), refusal.getMessage());
    }
  },
  /// Jina's rerank, version 1: everything as `{"detail"}`.
  JINA {
    @Override
    public void error(JsonGenerator json, ErrorStatus answer, String message) throws IOException {
      json.writeStringField("detail", message);
    }

    @Override
    public void refuse(Exchange reply, HttpError refusal) {
      fail(reply, ErrorStatus.to(refusal), refusal.getMessage());
    }
  },
  /// Semblance's own routes: everything as `{"error","error_type"}`.
  SEMBLANCE {
    @Override
    public void error(JsonGenerator json, ErrorStatus answer, String message) throws IOException {
      TEI.error(json, answer, message);
    }

    @Override
    public void refuse(Exchange reply, HttpError refusal) {
      fail(reply, ErrorStatus.to(refusal), refusal.getMessage());
    }
  };

  public static final String JSON = "application/json";

  /// Writes the fields of an error.
  public abstract void error(JsonGenerator json, ErrorStatus answer, String message)
      throws IOException;

  /// Answers with an error.
  public void fail(Exchange reply, ErrorStatus answer, String message) {
    reply.status(answer.status());
    reply.contentType(JSON);
    reply.result(
        Json.write(json -> {
          json.writeStartObject();
          error(json, answer, message);
          json.writeEndObject();
        }));
  }

  /// Answers a request that could not be read.
  public void refuse(Exchange reply, HttpError refusal) {
    reply.status(refusal.status());
    reply.contentType("text/plain; charset=utf-8");
    // No words for whoever shows no key.
    reply.result(refusal.status() == 401 ? "" : refusal.getMessage());
  }
}
