#!/bin/sh
# Names the system parts that the tests need and this machine lacks. Under CI=true a missing part fails.
missing=""
for browser in chromium-headless-shell chromium chromium-browser google-chrome; do
    command -v $browser >/dev/null && break
done || missing="$missing chromium"
command -v java >/dev/null || missing="$missing default-jre-headless"
[ -z "$missing" ] && exit 0
echo "Missing for the browser and HTML tests:$missing"
echo "Debian: apt-get install$missing"
[ "$CI" != "true" ]
