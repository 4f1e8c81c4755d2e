#!/bin/bash
# Find nginx, or get Debian's. Prints NGINX=path; all else is said on stderr.
#
# NGINX= names a program. What is missing is installed with apt-get (as root or with sudo; the service is neither
# started nor enabled), or, without any rights, unpacked from Debian's packages into .cache/nginx.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=scripts/debian_packages.sh
. scripts/debian_packages.sh

box=$PWD/.cache/nginx

found_nginx() {
    local name
    for name in ${NGINX:+"$NGINX"} nginx /usr/sbin/nginx /usr/local/sbin/nginx; do
        command -v "$name" && return
    done
    # Unpacked before, and neither half nor moved since.
    [ -x "$box/nginx" ] && "$box/nginx" -v 2>/dev/null && echo "$box/nginx"
}

unpack_nginx() {
    unpack_packages "$box" 'name it with NGINX=' nginx-light
    {
        echo '#!/bin/sh'
        echo "export LD_LIBRARY_PATH='$(library_path "$box")'"
        echo "exec '$box/root/usr/sbin/nginx' \"\$@\""
    } > "$box/nginx"
    chmod +x "$box/nginx"
}

if [ -n "${NGINX:-}" ] && ! command -v "$NGINX" >/dev/null; then
    give_up "NGINX=$NGINX is not a program."
fi
mkdir -p .cache
exec 9>.cache/nginx.lock
flock 9
if ! found_nginx >/dev/null; then
    if may_install; then
        install_packages nginx-light || say "apt-get could not install nginx: see above."
    fi
    found_nginx >/dev/null || unpack_nginx
fi
nginx=$(found_nginx) || give_up "$box/nginx does not start."
version=$("$nginx" -v 2>&1) || give_up "$nginx does not start: $version"
echo "NGINX=$nginx"
