/// Calibrates, quantizes a model, and proves what it cost.
///
/// ## The walk
///
/// Texts are tokenized once ([Samples]). The model runs over most of them in float32 while a
/// [RangeCollector], then a [HistogramCollector], watch what goes into every product. From what
/// they saw, a [Calibration] makes plans; a [PlanSearch] tries them on texts that were held out and
/// decides by measured [Drift] how ranges are cut, whether they are smoothed, and which products
/// stay in bfloat16. The winner is written as a model folder ([QuantizedFolder]), which is opened
/// again and measured for the report.
@NullMarked
package dev.semblance.engine.quantize;

import org.jspecify.annotations.NullMarked;
