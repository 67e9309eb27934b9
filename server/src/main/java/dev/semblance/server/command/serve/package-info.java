/// Commands that start a server: `serve` and `demo`.
@NullMarked
package dev.semblance.server.command.serve;

import org.jspecify.annotations.NullMarked;
