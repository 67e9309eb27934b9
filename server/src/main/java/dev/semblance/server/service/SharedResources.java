package dev.semblance.server.service;

import dev.semblance.server.request.RequestMemory;
import dev.semblance.server.service.metric.Meters;

/// What the requests of all protocols share. *Safe for use by many threads.*
///
/// @param memory of requests in flight
/// @param meters of all services
public record SharedResources(RequestMemory memory, Meters meters) {}
