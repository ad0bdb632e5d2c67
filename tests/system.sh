#!/bin/sh
# Names the system parts that the tests need and this machine lacks. Under CI=true a missing part fails.
missing=""
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
    || missing="$missing chromium"
command -v java >/dev/null || missing="$missing default-jre-headless"
[ -z "$missing" ] && exit 0
echo "Missing for the browser and HTML tests:$missing"
echo "Debian: apt-get install$missing"
[ "$CI" != "true" ]
