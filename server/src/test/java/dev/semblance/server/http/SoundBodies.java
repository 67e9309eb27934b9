package dev.semblance.server.http;

import static dev.semblance.server.http.RunningServer.json;
import static java.util.Map.entry;

import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// A valid body for every route that has one, for tests that change it. The server must have a
/// collection `c`.
final class SoundBodies {
  private static final String OF_A_MODEL = "/models/{model}";
  private static final Map<String, String> BY_TEMPLATE =
      Map.ofEntries(
          entry("/embed", "{'inputs':['deep water','é'],'truncate':true,'dimensions':8}"),
          entry("/embed_all", "{'inputs':'deep water','prompt_name':'query'}"),
          entry("/embed_sparse", "{'inputs':[1,2],'truncation_direction':'left'}"),
          entry("/embed_multi", "{'inputs':'deep water','outputs':['dense']}"),
          entry("/embed_chunks", "{'inputs':['deep water'],'chunk':{'tokens':4,'overlap':1}}"),
          entry("/similarity", "{'inputs':{'source_sentence':'a','sentences':['b','c']}}"),
          entry("/predict", "{'inputs':[['a'],['a','b']],'raw_scores':true}"),
          entry("/rerank", "{'query':'a','texts':['b','c'],'return_text':true}"),
          entry("/v1/rerank", "{'query':'a','documents':['b',{'text':'c'}],'top_n':1}"),
          entry("/v2/rerank", "{'query':'a','documents':['b',{'text':'c'}],'model':'words'}"),
          entry("/score", "{'pairs':[['a','b']],'weights':[1,0.5,0]}"),
          entry("/tokenize", "{'inputs':['a','b'],'add_special_tokens':false}"),
          entry("/decode", "{'ids':[[97],[98]],'skip_special_tokens':true}"),
          entry("/v1/embeddings", "{'input':['a'],'model':'m','encoding_format':'base64'}"),
          entry("/embeddings", "{'input':'a','dimensions':4,'user':'me'}"),
          entry("/", "{'inputs':'a'}"),
          entry("/invocations", "{'inputs':'a'}"),
          entry("/vertex", "{'instances':[{'inputs':'a'},{'query':'a','texts':['b']}]}"),
          entry("/models", "{'model':'words','default':false}"),
          entry("/similar", "{'text':'deep water','num_results':3}"),
          entry("/collections/{collection}", "{'model':'words'}"),
          entry("/collections/{collection}/verify", "{}"),
          entry("/collections/{collection}/repair", "{}"),
          entry("/collections/{collection}/snapshots", "{'name':'s'}"),
          entry("/collections/{collection}/snapshots/{snapshot}/restore", "{}"),
          entry("/collections/{collection}/rename", "{'name':'d'}"),
          entry("/collections/{collection}/reembed", "{'model':'words'}"),
          entry("/collections/{collection}/documents/delete", "{'ids':['1','a\\b']}"),
          entry(
              "/collections/{collection}/search",
              "{'query':'deep','lanes':{'dense':{'weight':2}},'fusion':{'rule':'rrf','k':60},'filter':{'ids':['1']}}"),
          entry("/collections/{collection}/documents", "[{'id':'1','text':'t','vector':[1,2]}]"),
          entry(OF_A_MODEL + "/ranges", "{'lowest':[0,0],'highest':[1,1],'output':'dense'}"));

  private SoundBodies() {}

  /// A route, one of its paths, and a valid body.
  record Sound(Route.HttpMethod method, String template, String path, String body) {
    /// Whether another path has the same task.
    boolean ofAModel() {
      return template.startsWith(OF_A_MODEL) && BY_TEMPLATE.get(template) == null;
    }

    @Override
    public String toString() {
      return method.name() + " " + template;
    }
  }

  /// A body for every route that has one; fails if one is missing here.
  static List<Sound> all() {
    List<Sound> all = new ArrayList<>();
    for (Route route : routes()) {
      if (Set.of("POST", "PUT").contains(route.method().name())) {
        all.add(sound(route.method(), route.template()));
      }
    }
    return all;
  }

  /// All routes.
  static List<Route> routes() {
    return Routes.of(
        Services.over(List.of(new WordEmbedder("words")), null, ServiceSettings.STANDARD),
        false,
        HttpSettings.STANDARD);
  }

  private static Sound sound(Route.HttpMethod method, String template) {
    String task =
        template.startsWith(OF_A_MODEL) ? template.substring(OF_A_MODEL.length()) : template;
    String body = BY_TEMPLATE.getOrDefault(template, BY_TEMPLATE.get(task));
    if (body == null) {
      throw new AssertionError("no sound body stands here for " + template);
    }
    String path =
        template
            .replace("{model}", "words")
            .replace("{collection}", "c")
            .replace("{snapshot}", "s");
    return new Sound(method, template, path, json(body));
  }
}
