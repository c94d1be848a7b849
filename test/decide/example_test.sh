#!/bin/sh
# The example program answers a question from a reference policy, and says what is wrong with a bad fact.
example=$1 policies=$2
ask() { "$example" "$policies/schools-uk.vocabulary" "$policies/bledington.policy.md" "$@" 2>&1; }
fail() { echo "example: $1"; exit 1; }
out=$(ask teacher act=accept-contact-request pupil-here mood=may) || fail "$out"
case $out in "No (prohibited)"*A.04a*"then must:"*) ;; *) fail "unexpected answer: $out" ;; esac
out=$(ask techer act=accept-contact-request) && fail "a misspelt fact was taken"
case $out in *teacher*) ;; *) fail "no nearest word: $out" ;; esac
"$example" >/dev/null 2>&1; [ $? -eq 2 ] || fail "no usage"
echo "example: answered"
