package dev.semblance.rank;

import dev.semblance.collection.Candidate;
import dev.semblance.query.Lane;
import java.util.List;

/// The candidates of one lane.
///
/// @param candidates in the order of [Candidate#BEST_FIRST]
public record Ranking(Lane lane, List<Candidate> candidates) {}
