# shellcheck shell=bash
# A Python of the tests' own, with the programs that read what we export: nothing of the system is touched.

# What is installed from PyPI, and in which versions.
PYTHON_PACKAGES=(icalendar==7.3.0 feedparser==6.0.14 markdown-it-py==4.3.0 jsonschema==4.26.0)

# make_python FOLDER: makes FOLDER/bin/python with the packages, or does nothing when it is there.
make_python() {
  local folder=$1 wanted="${PYTHON_PACKAGES[*]}"
  [[ -x $folder/bin/python && $(cat "$folder/packages" 2>/dev/null) == "$wanted" ]] && return 0
  rm -rf "$folder"
  mkdir -p "${folder%/*}"
  # Debian's own, for which python3-venv is installed, whatever else is on the PATH.
  /usr/bin/python3 -m venv "$folder" || return 1
  "$folder/bin/python" -m pip --quiet --disable-pip-version-check install --only-binary :all: "${PYTHON_PACKAGES[@]}" \
    </dev/null || return 1
  # Written last: a Python that is only half there is made anew.
  printf '%s\n' "$wanted" >"$folder/packages"
}
