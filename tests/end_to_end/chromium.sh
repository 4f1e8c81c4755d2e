#!/bin/sh
# Starts $CHROMIUM_PROGRAM as Playwright asks, but without the pages behind the menu of the address bar, which Chromium
# makes ahead for each window (half a second of CPU) and which nobody sees here. A second --disable-features= of ours
# would take the place of Playwright's: this adds to it.
for argument; do
    shift
    case $argument in
        --disable-features=*) argument=$argument,WebUIOmniboxPopup,WebUIOmniboxAimPopup ;;
    esac
    set -- "$@" "$argument"
done
exec "$CHROMIUM_PROGRAM" "$@"
