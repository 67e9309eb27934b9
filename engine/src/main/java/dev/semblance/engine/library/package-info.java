/// Native libraries: unpacked from their jars into a folder that only this user can write.
@NullMarked
package dev.semblance.engine.library;

import org.jspecify.annotations.NullMarked;
