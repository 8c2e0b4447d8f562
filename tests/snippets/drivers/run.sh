# Runs the sample files of the current folder, two at a time.
ls | grep '^case_.*\.sh$' | xargs -P 2 -I {} timeout 60 sh -c 'sh {} >/dev/null 2>>errors.txt || echo {} exited with $? >>errors.txt'
cat errors.txt >&2 2>/dev/null
exit 0
