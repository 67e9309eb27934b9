#!/bin/sh
# Sends generated requests to a running server and compares its replies with its OpenAPI document: no status,
# media type or body that is not declared, and no failure of the server.
#
#   pip install openapi-spec-validator schemathesis      (jq is needed too)
#   ./semblance serve --model bge-small-en-v1.5 --data "$(mktemp -d)" --change-models
#   bench/schemathesis.sh [BASE_URL] [SECONDS]      http://127.0.0.1:8080 and 60 by default
#
# The requests create and remove collections, documents, ranges and models: use a server of its own.
# With SEMBLANCE_API_KEY set, requests carry that key.
set -eu
base=${1:-http://127.0.0.1:8080}
seconds=${2:-60}
key=${SEMBLANCE_API_KEY:+Authorization: Bearer $SEMBLANCE_API_KEY}
document=$(mktemp)
trap 'rm -f "$document"' EXIT
curl -fsS "$base/openapi.json" -o "$document"
openapi-spec-validator "$document"
# Names of models are names of open ones, and one that is not.
models=$(curl -fsS ${key:+-H "$key"} "$base/v1/models" | jq -c '[.data[].id, "none"]')
jq --argjson models "$models" '.components.parameters.model.schema.enum = $models' "$document" > "$document.named"
mv "$document.named" "$document"
set -- --url "$base" --max-time "$seconds" --continue-on-failure --no-shrink \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance
[ -z "$key" ] || set -- "$@" --header "$key"
schemathesis run "$document" "$@"
