"""Runs the sample files named by a pattern, each as a program of its own would be, in one process."""
import glob, io, sys, traceback, contextlib

for path in sorted(glob.glob(sys.argv[1])):
    with open(path, encoding="utf-8", newline="") as file:
        source = file.read()
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(source, path, "exec"), {"__name__": "__main__"})
    except BaseException:
        print(path, traceback.format_exc(limit=-2), file=sys.stderr)
