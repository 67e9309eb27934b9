package dev.semblance.rank;

import dev.semblance.collection.Candidate;
import dev.semblance.query.Hit.LaneScore;
import java.util.Map;

/// A document and its score in each lane.
///
/// @param candidate as the first lane returned it
/// @param score the sum of the lanes' contributions
/// @param lanes by name, the lanes that found it, in the order of the rankings
public record Fused(Candidate candidate, double score, Map<String, LaneScore> lanes) {}
