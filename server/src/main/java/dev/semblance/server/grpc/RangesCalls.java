package dev.semblance.server.grpc;

import dev.semblance.EmbedOptions;
import dev.semblance.Fault;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.server.calibration.OutputRanges;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.service.CalibrationReply;
import dev.semblance.server.service.EmbedCall;
import dev.semblance.server.service.Inference;
import dev.semblance.vector.Ranges;
import java.util.List;
import semblance.v1.KeepRangesRequest;
import semblance.v1.KeepRangesResponse;
import semblance.v1.ListRangesRequest;
import semblance.v1.ListRangesResponse;
import semblance.v1.Vectors;

/// The methods of `semblance.v1.Embeddings` that are about ranges. *Safe for use by many threads.*
record RangesCalls(Inference inference) {

  CallReply<KeepRangesResponse> keep(RequestContext context, KeepRangesRequest request) {
    CalibrationReply saved = saved(context, request, model(request.hasModel(), request.getModel()));
    return new CallReply<>(
        KeepRangesResponse.newBuilder()
            .setRanges(message(saved.calibration()))
            .addAllWarnings(saved.warnings())
            .build(),
        saved.cost());
  }

  CallReply<ListRangesResponse> list(RequestContext context, ListRangesRequest request) {
    String model = model(request.hasModel(), request.getModel());
    ListRangesResponse.Builder message = ListRangesResponse.newBuilder();
    inference.calibration().of(model).forEach(one -> message.addRanges(message(one)));
    return new CallReply<>(message.build(), null);
  }

  private CalibrationReply saved(RequestContext context, KeepRangesRequest request, String model) {
    Output kind = BatchCall.output(request.getOutput());
    return switch (request.getSourceCase()) {
      case RANGES -> inference.calibration().save(calibration(request.getRanges(), model, kind));
      case VECTORS -> inference.calibration().learn(model, kind, rows(request.getVectors()));
      case INPUTS -> {
        EmbedCall call = BatchCall.of(request.getInputs(), inference.settings());
        EmbedOptions options = call.options().with(kind);
        yield inference.calibration().learn(context, new EmbedCall(model, call.inputs(), options));
      }
      case SOURCE_NOT_SET -> throw invalid("give `ranges`, `vectors` or `inputs`");
    };
  }

  private String model(boolean named, String name) {
    return named ? name : inference.models().named(ContextMetadata.model()).card().id();
  }

  private static OutputRanges calibration(semblance.v1.Ranges given, String model, Output kind) {
    String fingerprint = given.getFingerprint();
    return new OutputRanges(
        model,
        fingerprint.isEmpty() ? null : fingerprint,
        kind,
        new Ranges(floats(given.getLowestList()), floats(given.getHighestList())));
  }

  private static List<float[]> rows(Vectors vectors) {
    int width = vectors.getWidth();
    if (width < 1 || vectors.getValuesCount() % width != 0) {
      throw invalid(
          "`vectors` must have a multiple of `width` values. Given: %d of %s"
              .formatted(vectors.getValuesCount(), Integer.toUnsignedString(width)));
    }
    return new dev.semblance.Embedding.MultiVector(floats(vectors.getValuesList()), width).list();
  }

  private static semblance.v1.Ranges message(OutputRanges one) {
    var message =
        semblance.v1.Ranges.newBuilder().setModel(one.model()).setOutput(output(one.kind()));
    if (one.fingerprint() != null) {
      message.setFingerprint(one.fingerprint());
    }
    for (int i = 0; i < one.ranges().dimensions(); i++) {
      message.addLowest(one.ranges().lowest()[i]).addHighest(one.ranges().highest()[i]);
    }
    return message.build();
  }

  private static semblance.v1.Output output(Output kind) {
    return switch (kind) {
      case DENSE -> semblance.v1.Output.OUTPUT_DENSE;
      case SPARSE -> semblance.v1.Output.OUTPUT_SPARSE;
      case MULTI_VECTOR -> semblance.v1.Output.OUTPUT_MULTI_VECTOR;
      case TOKENS -> semblance.v1.Output.OUTPUT_TOKENS;
    };
  }

  private static float[] floats(List<Float> given) {
    float[] floats = new float[given.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = given.get(i);
    }
    return floats;
  }

  private static SemblanceException invalid(String message) {
    return new SemblanceException(Fault.INVALID, message);
  }
}
