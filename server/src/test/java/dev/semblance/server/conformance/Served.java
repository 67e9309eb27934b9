package dev.semblance.server.conformance;

import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.SemblanceException;
import dev.semblance.server.FailingEmbedder;
import dev.semblance.server.LengthClassifier;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.grpc.GrpcSettings;
import dev.semblance.server.grpc.RunningGrpc;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.HttpSettings.Errors;
import dev.semblance.server.http.HttpSettings.OpenAiErrors;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.service.ServiceSettings;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The servers of the exchanges: their model and settings. Unless stated otherwise, a request may
/// have four inputs, and long inputs are truncated.
enum Served {
  /// A dense model with 64 dimensions, a limit of 512 tokens and two prompts.
  WORDS,
  /// A sparse model with a vocabulary of 100 words.
  SPARSE,
  /// A classifier of one label.
  RERANKER,
  /// A classifier of two labels.
  CLASSIFIER,
  /// Fails as overloaded.
  OVERLOADED,
  /// Its tokenizer fails.
  BROKEN_TOKENIZER,
  /// Its output is not finite.
  BROKEN_MODEL,
  /// As `words`; long inputs are rejected unless a request sets truncation.
  NO_TRUNCATION,
  /// As `words`, with the API key `sesame`.
  KEYED,
  /// As `words`; bodies of more than 100 bytes are rejected.
  SMALL_BODY,
  /// As `words`; a text of more than 60,000 characters is truncated or rejected before
  /// tokenization.
  LONG_TEXT_LIMIT,
  /// As `reranker`, with the same limit.
  LONG_TEXT_LIMIT_RERANKER,
  /// As `words`; a text of more than 100 characters is rejected, since that may be less than the
  /// model's limit.
  SHORT_TEXT_LIMIT,
  /// As `words`; invalid requests get status 413 as before 1.9.0.
  STATUS_413,
  /// As `words`; errors on OpenAI's routes have OpenAI's format.
  NESTED_ERRORS;

  static Served named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  RunningServer overHttp() {
    return new RunningServer(List.of(model()), service(), access(), http());
  }

  RunningGrpc overGrpc() {
    return new RunningGrpc(model(), service(), access(), GrpcSettings.STANDARD);
  }

  private Model model() {
    return switch (this) {
      case WORDS,
          NO_TRUNCATION,
          KEYED,
          SMALL_BODY,
          STATUS_413,
          NESTED_ERRORS,
          LONG_TEXT_LIMIT,
          SHORT_TEXT_LIMIT ->
          new WordEmbedder("words");
      case SPARSE -> WordEmbedder.sparse("weights");
      case RERANKER, LONG_TEXT_LIMIT_RERANKER -> new LengthClassifier("relevant");
      case CLASSIFIER -> new LengthClassifier("no", "yes");
      case OVERLOADED -> failing(Fault.OVERLOADED, "full");
      case BROKEN_TOKENIZER -> failing(Fault.UNTOKENIZABLE, "WordPiece error");
      case BROKEN_MODEL -> failing(Fault.BROKEN_MODEL, "score is NaN");
    };
  }

  private ServiceSettings service() {
    ServiceSettings four =
        ServiceSettings.STANDARD.withMaxClientBatch(4).withAutoTruncate(this != NO_TRUNCATION);
    return switch (this) {
      case LONG_TEXT_LIMIT, LONG_TEXT_LIMIT_RERANKER -> four.withMaxCharacters(60_000);
      case SHORT_TEXT_LIMIT -> four.withMaxCharacters(100);
      case WORDS,
          SPARSE,
          RERANKER,
          CLASSIFIER,
          OVERLOADED,
          BROKEN_TOKENIZER,
          BROKEN_MODEL,
          NO_TRUNCATION,
          KEYED,
          SMALL_BODY,
          STATUS_413,
          NESTED_ERRORS ->
          four;
    };
  }

  private HttpSettings http() {
    HttpSettings standard = HttpSettings.STANDARD;
    return switch (this) {
      case SMALL_BODY ->
          standard.with(new HttpSettings.BodyLimits(100, 100, Duration.ofSeconds(30)));
      case STATUS_413 -> standard.with(new Errors(413, OpenAiErrors.FLAT));
      case NESTED_ERRORS -> standard.with(new Errors(422, OpenAiErrors.NESTED));
      case WORDS,
          SPARSE,
          RERANKER,
          CLASSIFIER,
          OVERLOADED,
          BROKEN_TOKENIZER,
          BROKEN_MODEL,
          NO_TRUNCATION,
          KEYED,
          LONG_TEXT_LIMIT,
          LONG_TEXT_LIMIT_RERANKER,
          SHORT_TEXT_LIMIT ->
          standard;
    };
  }

  private AccessControl access() {
    return this == KEYED
        ? AccessControl.of(List.of(new Key("test", "sesame", Allowance.UNLIMITED)))
        : AccessControl.open();
  }

  private static Model failing(Fault fault, String message) {
    return new FailingEmbedder(new SemblanceException(fault, message));
  }
}
