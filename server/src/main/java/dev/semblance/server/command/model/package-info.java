/// Commands of models: `embed`, `models`, `quantize`, `warmup`.
@NullMarked
package dev.semblance.server.command.model;

import org.jspecify.annotations.NullMarked;
