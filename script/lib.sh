# lib.sh - what the scripts share. Sourced from the project's root; needs bash.

say() { printf '\033[1m==> %s\033[0m\n' "$*" >&2; }
fail() { printf '%s: %s\n' "$0" "$*" >&2; exit 1; }

# Two processors are the least we count on; more are used where there are some.
jobs() { nproc 2>/dev/null || echo 2; }

# A build folder with its options, made when it is not there, and what was built in it brought up to date; quiet unless
# it fails. build_in FOLDER [meson options]; TARGETS names what to build, everything unless told.
build_in() {
    local folder=$1 log
    shift
    log=$(mktemp)
    if { [ -f "$folder/build.ninja" ] || meson setup "$folder" "$@"; } >"$log" 2>&1 && ninja -C "$folder" ${TARGETS:-} >>"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    grep -v '^\[[0-9]*/[0-9]*\] \(Compiling\|Linking\|Generating\)' "$log" | tail -n 80 >&2
    rm -f "$log"
    return 1
}

# What is missing of a list "kind:thing:debian-package"; prints package names.
missing() {
    local row kind thing package
    for row in "$@"; do
        IFS=: read -r kind thing package <<<"$row"
        case $kind in
        program) command -v "$thing" >/dev/null 2>&1 || echo "$package" ;;
        library) pkg-config --exists "$thing" 2>/dev/null || echo "$package" ;;
        package) dpkg-query -W -f '${Status}' "$thing" 2>/dev/null | grep -q '^install ok installed' || echo "$package" ;;
        esac
    done
}
