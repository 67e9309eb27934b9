package dev.semblance.search.evaluate;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The measures of a run: one value for each measure and query. Arrays must not be modified.
///
/// The queries are all that have a judgment, whether or not the run has a ranking for them: a query
/// without one scores 0, as with trec_eval's `-c`.
///
/// @param queries ids, in the order of the judgments
/// @param values measure → one value for each query, in that order
public record Scores(List<String> queries, Map<Measure, double[]> values) {
  public static Scores of(Run run, Judgments judgments, List<Measure> measures) {
    List<String> queries = List.copyOf(judgments.queries());
    List<Judged> judged =
        queries.stream().map(query -> Judged.of(run.of(query), judgments.of(query))).toList();
    Map<Measure, double[]> values = new EnumMap<>(Measure.class);
    for (Measure measure : measures) {
      values.put(measure, judged.stream().mapToDouble(measure::of).toArray());
    }
    return new Scores(queries, values);
  }

  /// The measure of each query.
  ///
  /// @throws IllegalArgumentException when it was not computed
  public double[] of(Measure measure) {
    double[] each = values.get(measure);
    if (each == null) {
      throw new IllegalArgumentException(measure.key() + " was not taken, only " + values.keySet());
    }
    return each;
  }

  /// The mean over the queries.
  public double mean(Measure measure) {
    return Arrays.stream(of(measure)).average().orElse(Double.NaN);
  }

  /// The mean over the queries, with its interval.
  public Estimate mean(Measure measure, Bootstrap bootstrap) {
    return bootstrap.mean(of(measure));
  }
}
