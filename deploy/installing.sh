# What deploy/install and deploy/uninstall share: what lies where. Read by both, not run.
# shellcheck shell=bash

readonly PROGRAMS=(accountd accountctl account-proxy)
readonly SOCKETS=(accountd.socket accountd-ops.socket accountd-keeper.socket)
readonly SERVICES=(accountd.service account-proxy.service)

# Names the places, without DESTDIR. $programs and $shared are folders of accountd's alone.
set_places() { # PREFIX
    programs=$1/lib/accountd
    shared=$1/share/accountd
    commands=$1/bin
    manual=$1/share/man/man1/accountctl.1
    bash_completion=$1/share/bash-completion/completions/accountctl
    zsh_completion=$1/share/zsh/site-functions/_accountctl
    fish_completion=$1/share/fish/vendor_completions.d/accountctl.fish
    # systemd looks below these two prefixes by itself, and else in /etc alone.
    local library=/etc
    units=/etc/systemd/system
    if [[ $1 == /usr || $1 == /usr/local ]]; then
        library=$1/lib
        units=$1/lib/systemd/system
    fi
    users=$library/sysusers.d/accountd.conf
    folders=$library/tmpfiles.d/accountd.conf
    inventory=/etc/accountd
    routes=/etc/account-proxy
    state=/var/lib/accountd
    leases=/run/accountd-leases
    sockets=/run/accountd
}

fail() { # STATUS MESSAGE
    printf '%s: %s\n' "$NAME" "$2" >&2
    exit "$1"
}

# Prints the comment at the head of the program.
usage() { sed -n '2,/^set /{/^#/!d;s/^# \{0,1\}//;p}' "$ROOT/$NAME"; }

# Reads what both take. What only one takes it hands to `take`, whose answer is in $taken: how many
# words there were.
read_arguments() { # WORD…
    prefix=/usr/local
    DESTDIR=${DESTDIR-}
    while (($#)); do
        taken=1
        case $1 in
        --prefix)
            [[ $# -ge 2 ]] || fail 64 '--prefix needs a folder'
            prefix=$2 taken=2
            ;;
        --prefix=*) prefix=${1#*=} ;;
        --help)
            usage
            exit 0
            ;;
        *) take "$@" ;;
        esac
        shift "$taken"
    done
    check_folder --prefix "$prefix"
    [[ -z $DESTDIR ]] || check_folder DESTDIR "$DESTDIR"
    set_places "$prefix"
}

# A path that stands in a unit must not need quotes there.
check_folder() { # NAME PATH
    [[ $2 =~ ^(/[A-Za-z0-9._+-]+)+$ && ! $2 =~ /\.\.?(/|$) ]] ||
        fail 64 "$1 must be an absolute path of letters, digits and . _ + -, not \"$2\""
}

# Whether what is changed is the system itself, with systemd at work in it.
is_live() { [[ -z $DESTDIR && -d /run/systemd/system ]]; }

# Goes on as root where the system itself is to be changed.
become_root() { # PROGRAM ARGUMENT…
    [[ -z $DESTDIR && $EUID -ne 0 ]] || return 0
    command -v sudo >/dev/null || fail 77 'run this as root, or give DESTDIR'
    sudo -- "$@"
    exit
}
