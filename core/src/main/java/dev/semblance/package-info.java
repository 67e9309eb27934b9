/// Interfaces and values shared by all modules: embedders, classifiers, rerankers, inputs,
/// embeddings, faults.
///
/// Nothing here computes embeddings. Shape letters are the same everywhere: `b` inputs in a batch,
/// `t` tokens of one input, `n` tokens of all inputs in the batch, `d` hidden width, `k` output
/// width, `v` vocabulary, `q` results asked for.
@NullMarked
package dev.semblance;

import org.jspecify.annotations.NullMarked;
