"""Runs HTTPie with each list of words in a file: words end with NUL, lists with a word of U+0001."""
import contextlib, io, sys
from httpie.core import main

with open(sys.argv[1], "rb") as file:
    words = [word.decode("utf-8") for word in file.read().split(b"\0")[:-1]]
arguments = []
for word in words:
    if word != "\1":
        arguments.append(word)
        continue
    try:
        with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
            main(["http", *arguments])
    except BaseException as error:
        print(arguments[:3], error, file=sys.stderr)
    arguments = []
