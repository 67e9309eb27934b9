package dev.semblance.server.grpc;

import dev.semblance.Token;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.Tokenizing;
import io.grpc.stub.StreamObserver;
import java.util.List;
import tei.v1.DecodeRequest;
import tei.v1.DecodeResponse;
import tei.v1.EncodeRequest;
import tei.v1.EncodeResponse;
import tei.v1.SimpleToken;
import tei.v1.TokenizeGrpc;

/// `tei.v1.Tokenize`. *Safe for use by many threads.*
final class TokenizeService extends TokenizeGrpc.TokenizeImplBase {
  private final Tokenizing tokenizing;
  private final int inFlight;

  /// @param inFlight requests of one stream that are processed at once
  TokenizeService(Tokenizing tokenizing, int inFlight) {
    this.tokenizing = tokenizing;
    this.inFlight = inFlight;
  }

  @Override
  public void tokenize(EncodeRequest request, StreamObserver<EncodeResponse> out) {
    UnaryCall.answer(request, out, this::tokens);
  }

  @Override
  public StreamObserver<EncodeRequest> tokenizeStream(StreamObserver<EncodeResponse> out) {
    return OrderedStream.answer(out, inFlight, this::tokens);
  }

  @Override
  public void decode(DecodeRequest request, StreamObserver<DecodeResponse> out) {
    UnaryCall.answer(request, out, this::text);
  }

  @Override
  public StreamObserver<DecodeRequest> decodeStream(StreamObserver<DecodeResponse> out) {
    return OrderedStream.answer(out, inFlight, this::text);
  }

  private CallReply<EncodeResponse> tokens(RequestContext context, EncodeRequest request) {
    List<Token> tokens =
        tokenizing
            .tokenize(
                context,
                ContextMetadata.model(),
                List.of(request.getInputs()),
                TeiOptions.prompt(request.hasPromptName() ? request.getPromptName() : null),
                request.getAddSpecialTokens())
            .getFirst();
    EncodeResponse.Builder message = EncodeResponse.newBuilder();
    tokens.forEach(token -> message.addTokens(simple(token)));
    return new CallReply<>(message.build(), null);
  }

  private CallReply<DecodeResponse> text(RequestContext context, DecodeRequest request) {
    int[] ids = request.getIdsList().stream().mapToInt(Integer::intValue).toArray();
    String text =
        tokenizing
            .decode(context, ContextMetadata.model(), List.of(ids), request.getSkipSpecialTokens())
            .getFirst();
    return new CallReply<>(DecodeResponse.newBuilder().setText(text).build(), null);
  }

  private static SimpleToken simple(Token token) {
    var simple =
        SimpleToken.newBuilder()
            .setId(token.id())
            .setText(token.text())
            .setSpecial(token.special());
    Token.Span span = token.span();
    if (span != null) {
      simple.setStart(span.start()).setStop(span.stop());
    }
    return simple.build();
  }
}
