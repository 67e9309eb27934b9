/// Sources of settings: the command line, the environment, a file.
@NullMarked
package dev.semblance.server.settings;

import org.jspecify.annotations.NullMarked;
