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

/// The servers that exchanges are had with: what each serves, and how it was set. Those that say
/// nothing else take four inputs a request and cut long ones.
enum Served {
  /// A model that makes vectors of 64 numbers, reads 512 tokens and has two prompts.
  WORDS,
  /// A model that weighs the 100 words of its vocabulary.
  SPARSE,
  /// A classifier of one label.
  RERANKER,
  /// A classifier of two.
  CLASSIFIER,
  /// One that has no capacity left.
  FULL,
  /// One whose tokenizer fails.
  STUTTERING,
  /// One whose weights are damaged.
  DAMAGED,
  /// As `words`, where long inputs are refused unless a request says otherwise.
  UNCUT,
  /// As `words`, with a key, which is `sesame`.
  KEYED,
  /// As `words`, where bodies of more than 100 bytes are refused.
  NARROW,
  /// As `words`, where a text of more than 60,000 characters is cut or refused before it is read.
  BRIEF,
  /// As `reranker`, with the same limit.
  BRIEF_RERANKER,
  /// As `words`, where a text of more than 100 characters is refused, since that may be less than
  /// the model reads.
  CURT,
  /// As `words`, which answers invalid requests as servers before 1.9.0 did.
  OLDER,
  /// As `words`, which tells errors on OpenAI's routes as OpenAI does.
  NESTED;

  static Served named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  RunningServer overHttp() {
    return new RunningServer(List.of(model()), service(), door(), http());
  }

  RunningGrpc overGrpc() {
    return new RunningGrpc(model(), service(), door(), GrpcSettings.STANDARD);
  }

  private Model model() {
    return switch (this) {
      case WORDS, UNCUT, KEYED, NARROW, OLDER, NESTED, BRIEF, CURT -> new WordEmbedder("words");
      case SPARSE -> WordEmbedder.sparse("weights");
      case RERANKER, BRIEF_RERANKER -> new LengthClassifier("relevant");
      case CLASSIFIER -> new LengthClassifier("no", "yes");
      case FULL -> failing(Fault.OVERLOADED, "full");
      case STUTTERING -> failing(Fault.UNTOKENIZABLE, "WordPiece error");
      case DAMAGED -> failing(Fault.BROKEN_MODEL, "score is NaN");
    };
  }

  private ServiceSettings service() {
    ServiceSettings four =
        ServiceSettings.STANDARD.withMaxClientBatch(4).withAutoTruncate(this != UNCUT);
    return switch (this) {
      case BRIEF, BRIEF_RERANKER -> four.withMaxCharacters(60_000);
      case CURT -> four.withMaxCharacters(100);
      case WORDS,
          SPARSE,
          RERANKER,
          CLASSIFIER,
          FULL,
          STUTTERING,
          DAMAGED,
          UNCUT,
          KEYED,
          NARROW,
          OLDER,
          NESTED ->
          four;
    };
  }

  private HttpSettings http() {
    HttpSettings standard = HttpSettings.STANDARD;
    return switch (this) {
      case NARROW -> standard.with(new HttpSettings.BodyLimits(100, 100, Duration.ofSeconds(30)));
      case OLDER -> standard.with(new Errors(413, OpenAiErrors.FLAT));
      case NESTED -> standard.with(new Errors(422, OpenAiErrors.NESTED));
      case WORDS,
          SPARSE,
          RERANKER,
          CLASSIFIER,
          FULL,
          STUTTERING,
          DAMAGED,
          UNCUT,
          KEYED,
          BRIEF,
          BRIEF_RERANKER,
          CURT ->
          standard;
    };
  }

  private AccessControl door() {
    return this == KEYED
        ? AccessControl.of(List.of(new Key("test", "sesame", Allowance.BOUNDLESS)))
        : AccessControl.open();
  }

  private static Model failing(Fault fault, String message) {
    return new FailingEmbedder(new SemblanceException(fault, message));
  }
}
