package dev.semblance.engine.hub;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.Optional;
import java.util.regex.Pattern;

/// A model on the hub, at one revision.
///
/// @param id `org/name`, or `name` for the oldest models
/// @param revision a branch, a tag or a commit's 40 hexadecimal digits
public record HubName(String id, String revision) {
  /// The default revision.
  public static final String MAIN = "main";

  private static final int LONGEST = 96;
  private static final String WORD = "[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_])?";
  private static final Pattern ID = Pattern.compile("(" + WORD + "/)?" + WORD);
  private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

  public HubName {
    if (!isId(id)) {
      throw new SemblanceException(Fault.INVALID, "'" + id + "' is no model of the hub: org/name");
    }
    if (!RemoteName.isSafe(revision)) {
      throw new SemblanceException(Fault.INVALID, "'" + revision + "' is no revision");
    }
  }

  /// Reads `org/name` or `org/name@revision`.
  ///
  /// @throws SemblanceException INVALID
  public static HubName of(String text) {
    int at = text.indexOf('@');
    return at < 0
        ? new HubName(text, MAIN)
        : new HubName(text.substring(0, at), text.substring(at + 1));
  }

  /// As [#of]; empty for a text that is not a name.
  public static Optional<HubName> parse(String text) {
    int at = text.indexOf('@');
    String id = at < 0 ? text : text.substring(0, at);
    String revision = at < 0 ? MAIN : text.substring(at + 1);
    return isId(id) && RemoteName.isSafe(revision)
        ? Optional.of(new HubName(id, revision))
        : Optional.empty();
  }

  /// One spelling for all names of a model of the hub: without `@main`. Other texts stay as they
  /// are.
  public static String canonical(String text) {
    return parse(text).map(HubName::toString).orElse(text);
  }

  /// Whether the revision is a commit, which never changes.
  public boolean isCommit() {
    return isCommit(revision);
  }

  static boolean isCommit(String text) {
    return COMMIT.matcher(text).matches();
  }

  /// Whether the name has an organisation, as all newer models do.
  public boolean hasOrganisation() {
    return id.indexOf('/') >= 0;
  }

  HubName at(String otherRevision) {
    return new HubName(id, otherRevision);
  }

  /// `org/name`, and `@revision` unless that is `main`.
  @Override
  public String toString() {
    return revision.equals(MAIN) ? id : id + "@" + revision;
  }

  /// The cache writes `--` for `/`, so no id may contain it.
  private static boolean isId(String id) {
    return id.length() <= LONGEST
        && ID.matcher(id).matches()
        && !id.contains("--")
        && !id.contains("..");
  }
}
