package dev.semblance.server.service;

import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.SemblanceException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The open models by name; the first is the default. *Safe for use by many threads.*
public final class Models {
  private final Map<String, Model> byName;
  private final Model first;

  private Models(Map<String, Model> byName, Model first) {
    this.byName = byName;
    this.first = first;
  }

  /// @throws SemblanceException INVALID when there is none, or two of one name
  public static Models of(List<? extends Model> models) {
    if (models.isEmpty()) {
      throw new SemblanceException(Fault.INVALID, "a server needs at least one model");
    }
    Map<String, Model> byName = new LinkedHashMap<>();
    for (Model model : models) {
      if (byName.put(model.model().id(), model) != null) {
        throw new SemblanceException(
            Fault.INVALID, "model '" + model.model().id() + "' is given twice");
      }
    }
    return new Models(byName, models.getFirst());
  }

  public Model first() {
    return first;
  }

  /// What is known of each, the default first.
  public Collection<ModelCard> cards() {
    return byName.values().stream().map(Model::model).toList();
  }

  /// All of them, the default first.
  Collection<Model> open() {
    return byName.values();
  }

  /// The name under which the model that answers to a name is counted; empty where none does, so
  /// that no client can make names up.
  String label(@Nullable String name) {
    boolean unknown = name != null && byName.size() > 1 && !byName.containsKey(name);
    return unknown ? "" : answeringTo(name).model().id();
  }

  /// The model of that name, the first for null.
  ///
  /// @throws SemblanceException NOT_FOUND
  public Model named(@Nullable String name) {
    if (name == null) {
      return first;
    }
    Model model = byName.get(name);
    if (model == null) {
      throw new SemblanceException(
          Fault.NOT_FOUND, "no model '" + name + "' is open; there are " + byName.keySet());
    }
    return model;
  }

  /// As [#named], but a server of a single model answers to every name, because clients written for
  /// another service send that service's model names.
  public Model answeringTo(@Nullable String name) {
    return byName.size() == 1 ? first : named(name);
  }
}
