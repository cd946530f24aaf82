#!/bin/sh
# Answer a question in a channel:  WEBHOOK=https://… ./bot.sh "Who liberated Kobane?"
set -eu
server=${ARCHIVE:-http://127.0.0.1:8000}

question=$(jq -n --arg question "$1" '{question: $question}')
answer=$(curl -sS --fail-with-body --max-time 60 "$server/ask" \
  -H 'Accept: text/markdown' -H 'Content-Type: application/json' \
  ${DATELINE_KEY:+-H "Authorization: Bearer $DATELINE_KEY"} -d "$question") || answer="The archive cannot answer right now."

jq -n --arg text "$answer" '{text: $text}' |
  curl -sS --fail-with-body -o /dev/null "$WEBHOOK" -H 'Content-Type: application/json' -d @-
