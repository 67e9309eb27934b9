package dev.semblance.engine.hub;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;

/// Errors of the hub, with their remedies.
///
/// @param settings of the hub
/// @param name of the requested model
record HubFailures(HubSettings settings, HubName name) {

  /// @param what the requested thing, such as a file's name
  SemblanceException refused(HttpResponse<?> response, String what) {
    HttpHeaders headers = response.headers();
    String code = headers.firstValue("X-Error-Code").orElse("");
    return switch (code) {
      case "GatedRepo" -> gated();
      case "RepoNotFound" -> noModel();
      case "RevisionNotFound" ->
          missing("model " + name.id() + " has no revision '" + name.revision() + "'");
      case "EntryNotFound" -> missing("model " + name + " has no " + what);
      default ->
          switch (response.statusCode()) {
            case 401 -> noModel();
            case 403 -> gated();
            case 404 -> missing("model " + name + ": " + host() + " has no " + what);
            default ->
                missing(
                    "model %s: %s answered %d for %s%s"
                        .formatted(
                            name,
                            host(response.uri()),
                            response.statusCode(),
                            what,
                            headers
                                .firstValue("X-Error-Message")
                                .map(message -> " (" + message + ")")
                                .orElse("")));
          };
    };
  }

  /// The hub does not respond.
  SemblanceException unreachable(Unreachable cause) {
    return new SemblanceException(
        Fault.NOT_FOUND,
        "model %s is %s, and %s cannot be reached (%s)%s"
            .formatted(name, cached(), cause.host(), cause.getMessage(), asItIs()),
        cause);
  }

  SemblanceException offline() {
    return missing(
        "model %s is %s, and HF_HUB_OFFLINE forbids to ask %s; fetch it with"
                .formatted(name, cached(), host())
            + " 'semblance models pull "
            + name
            + "' where the network may be used, or point HF_HOME at a cache that holds it"
            + asItIs());
  }

  private Optional<Path> folder() {
    return new HubCache(settings.cache()).folder(name);
  }

  private String cached() {
    return folder().isEmpty()
        ? "not in the Hugging Face cache"
        : "only in part in the Hugging Face cache"
            + " (another client left out files that decide its vectors, such as modules.json)";
  }

  /// How to open what is there.
  private String asItIs() {
    return folder().isEmpty()
        ? ""
        : "; the folder of its snapshot, given by its path, opens as it is";
  }

  /// The hub, or a mirror of it, sent an invalid response.
  SemblanceException broken(String fact) {
    return new SemblanceException(
        Fault.BROKEN_MODEL, HubSettings.withoutLogins("model " + name + ": " + fact));
  }

  private SemblanceException noModel() {
    boolean known = settings.bearer().isPresent();
    return missing(
        "%s has no model '%s', or it is private%s"
            .formatted(
                host(),
                name.id(),
                known ? " and your token may not read it" : "; HF_TOKEN gives a token"));
  }

  private SemblanceException gated() {
    boolean known = settings.bearer().isPresent();
    return missing(
        "model %s is gated: accept its conditions at %s/%s%s"
            .formatted(
                name.id(),
                settings.endpoint(),
                name.id(),
                known ? "; your token may not read it yet" : " and give a token in HF_TOKEN"));
  }

  private static SemblanceException missing(String sentence) {
    return new SemblanceException(Fault.NOT_FOUND, HubSettings.withoutLogins(sentence));
  }

  private String host() {
    return settings.endpoint();
  }

  private static String host(URI uri) {
    return uri.getScheme() + "://" + uri.getAuthority();
  }
}
