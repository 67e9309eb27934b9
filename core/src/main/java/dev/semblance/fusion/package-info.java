/// Rules of fusion: formulas by which scores and ranks of several lanes become one score; `rank`
/// applies them.
@NullMarked
package dev.semblance.fusion;

import org.jspecify.annotations.NullMarked;
