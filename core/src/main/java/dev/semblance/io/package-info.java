/// Files written atomically, trees deleted, digests.
@NullMarked
package dev.semblance.io;

import org.jspecify.annotations.NullMarked;
