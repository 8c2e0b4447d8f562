# Runs the sample files of the current folder.
for (path in sort(Sys.glob("case_*.R"))) {
  sink("/dev/null")
  tryCatch(suppressWarnings(source(path, local = new.env(), encoding = "UTF-8")),
    error = function(error) message(path, " ", conditionMessage(error)))
  sink()
}
