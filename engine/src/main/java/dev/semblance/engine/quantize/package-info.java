/// Quantization of a model to int8: calibration, plan search, and a report of speed and drift.
///
/// ## Steps
///
/// Texts are tokenized once ([Samples]). The model runs over most of them in float32 while a
/// [RangeCollector], then a [HistogramCollector], observe the inputs of every product. From these
/// [CalibrationRanges] a [PlanSearch] makes plans, measures their [Drift] on held-out texts, and
/// chooses how ranges are cut, whether they are smoothed, and which products stay in bfloat16. The
/// best plan is written as a model folder ([QuantizedFolder]), which is opened again and measured
/// for the report.
@NullMarked
package dev.semblance.engine.quantize;

import org.jspecify.annotations.NullMarked;
