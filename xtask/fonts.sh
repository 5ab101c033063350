#!/usr/bin/env bash
# Cuts the Urdu fonts down to what Urdu needs. Run by hand when a new version of a font is wanted; needs PyPI's
# fonttools and brotli, and npm's @fontsource packages in the folder given.
#   xtask/fonts.sh path/to/node_modules
set -euo pipefail
packages=$1
out=$(dirname "$0")/../public/fonts
# Urdu letters, marks, digits of both kinds, punctuation, and the ligatures people type as one character.
letters=U+060C,U+0610-061B,U+061F,U+0621-063A,U+0640-0656,U+0658,U+0660-066C,U+0670,U+0674,U+0679
letters+=,U+067E,U+0686,U+0688,U+0691,U+0698,U+06A9,U+06AF,U+06BA,U+06BE,U+06C0-06C3,U+06CC,U+06D2-06D4
letters+=,U+06F0-06F9,U+FDF2,U+FDFA,U+FD3E,U+FD3F
# Without every layout feature Nastaliq falls apart.
cut() {
  pyftsubset "$packages/$1" --unicodes="$letters" --layout-features='*' --no-hinting --flavor=woff2 \
    --output-file="$out/$2"
}
cut @fontsource-variable/noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2 noto-naskh-arabic.woff2
# The variable Nastaliq is 60 % heavier: one weight must do.
cut @fontsource/noto-nastaliq-urdu/files/noto-nastaliq-urdu-arabic-400-normal.woff2 noto-nastaliq-urdu.woff2
